//! What people are here. A person may have several roles; the roster says which, signed.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// One role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Triages, asks, investigates, closes; each only the cases they are a member of.
    Handler,
    /// Steps in where handlers are in conflict, away or gone; the sleepers come from here.
    Fallback,
    /// Receives a report when everybody else is in conflict.
    Governing,
    /// Guards identities without reading them.
    Custodian,
    /// Links cases to policies and makes releases.
    Officer,
    /// Decides, reviews, reads releases; never a case.
    Manager,
    /// Checks the place without reading a report.
    Auditor,
    /// Runs the place without reading a report.
    Administrator,
}

impl Role {
    /// All roles, in their order.
    pub const ALL: [Self; 8] =
        [Self::Handler, Self::Fallback, Self::Governing, Self::Custodian, Self::Officer, Self::Manager, Self::Auditor, Self::Administrator];

    /// The role's name, as in the roster.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Handler => "handler",
            Self::Fallback => "fallback",
            Self::Governing => "governing",
            Self::Custodian => "custodian",
            Self::Officer => "officer",
            Self::Manager => "manager",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Handler => 1,
            Self::Fallback => 1 << 1,
            Self::Governing => 1 << 2,
            Self::Custodian => 1 << 3,
            Self::Officer => 1 << 4,
            Self::Manager => 1 << 5,
            Self::Auditor => 1 << 6,
            Self::Administrator => 1 << 7,
        }
    }
}

/// A set of roles. As text: names with a space between; in JSON a list of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Vec<Role>", from = "Vec<Role>")]
pub struct Roles(u8);

impl Roles {
    /// Whether `role` is among them.
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// The roles, in their order.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// Whether one person may have them: at least one, and nobody steps in for themselves.
    pub const fn fit_together(self) -> bool {
        let both = self.has(Role::Handler) && self.has(Role::Fallback);
        !self.is_empty() && !both
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | role.bit()))
    }
}

impl From<Vec<Role>> for Roles {
    fn from(roles: Vec<Role>) -> Self {
        roles.into_iter().collect()
    }
}

impl From<Roles> for Vec<Role> {
    fn from(roles: Roles) -> Self {
        roles.iter().collect()
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(Role::name).collect();
        f.write_str(&names.join(" "))
    }
}

/// A word that names no role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such role")]
pub struct NoSuchRole;

impl FromStr for Roles {
    type Err = NoSuchRole;

    fn from_str(text: &str) -> Result<Self, NoSuchRole> {
        text.split_whitespace().map(|name| Role::ALL.into_iter().find(|role| role.name() == name).ok_or(NoSuchRole)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_read_back_as_they_were_written() {
        for bits in 0..=u8::MAX {
            assert_eq!(Roles(bits).to_string().parse(), Ok(Roles(bits)));
            let json = serde_json::to_string(&Roles(bits)).unwrap();
            assert_eq!(serde_json::from_str::<Roles>(&json).unwrap(), Roles(bits));
        }
        assert!(Roles::from_iter([Role::Handler, Role::Administrator]).fit_together());
        assert!(!Roles::default().fit_together() && !Roles::from_iter([Role::Handler, Role::Fallback]).fit_together());
        assert_eq!("handler root".parse::<Roles>(), Err(NoSuchRole));
        assert_eq!(serde_json::to_string(&Roles::from_iter([Role::Officer, Role::Handler])).unwrap(), r#"["handler","officer"]"#);
    }
}
