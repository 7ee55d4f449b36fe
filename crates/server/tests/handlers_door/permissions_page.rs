//! docs/permissions.md is made from the one table of permissions and the list of endpoints.

use std::fmt::Write;

use domain::{Role, permissions::TABLE};
use web::gate::Again;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/permissions.md");

fn made() -> String {
    let mut page = String::from(
        "# Permissions\n\nMade from the table in `crates/domain/src/permissions.rs` and the endpoints at the staff's door, by \
         `crates/server/tests/handlers_door/permissions_page.rs`; do not edit it. Whoever has several roles may do what any of them may. \
         \"+ member\": only members of that case pass, and for everybody else there is nothing there. \"+ again\": a second factor must have \
         been shown in this session within five minutes. Behind \"passphrase\" is the second step of signing in.\n\n| permission |",
    );
    for role in Role::ALL {
        write!(page, " {} |", role.name()).unwrap();
    }
    page.push_str(&format!("\n|---|{}\n", ":-:|".repeat(Role::ALL.len())));
    for (name, roles) in TABLE {
        write!(page, "| `{name}` |").unwrap();
        for role in Role::ALL {
            page.push_str(if roles.contains(&role) { " yes |" } else { " – |" });
        }
        page.push('\n');
    }
    page.push_str("\n| gate | endpoints |\n|---|---|\n");
    let endpoints = [casework::endpoints(), office::endpoints()].concat();
    for gate in ["public", "passphrase"].into_iter().chain(TABLE.iter().map(|(name, _)| *name)) {
        let behind = endpoints.iter().filter(|endpoint| endpoint.gate() == gate).map(|endpoint| {
            let member = if endpoint.is_for_members() { " + member" } else { "" };
            let again = match endpoint.asks_again() {
                Again::Never => "",
                Again::Sometimes => " + again where who reads changes",
                Again::Always => " + again",
            };
            format!("`{} {}`{member}{again}", endpoint.method(), endpoint.path())
        });
        writeln!(page, "| {gate} | {} |", behind.collect::<Vec<_>>().join(" · ")).unwrap();
    }
    page
}

#[test]
fn the_page_of_permissions_is_made_from_the_table() {
    if std::env::var_os("WRITE_PERMISSIONS").is_some() {
        std::fs::write(PAGE, made()).unwrap();
    }
    let kept = std::fs::read_to_string(PAGE).unwrap();
    assert!(kept == made(), "look at the table, then: WRITE_PERMISSIONS=1 cargo test -p server --test handlers_door page_of_permissions");
}
