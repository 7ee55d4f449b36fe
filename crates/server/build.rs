//! Makes the browser's files smaller once, while the server is built. Only files that are the same for everybody: nothing dynamic is
//! ever compressed, since the size of what is compressed tells of its content.

use std::{collections::BTreeSet, env, fs, io, path::PathBuf};

use zopfli::{Format, Options};

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let mut list = String::from("&[\n");
    let mut seen = BTreeSet::new();
    for file in browser::reporter_files().iter().chain(browser::console_files()) {
        if seen.insert(&file.sha256) {
            fs::write(out.join(format!("{}.br", file.sha256)), brotli(file.bytes)?)?;
            fs::write(out.join(format!("{}.gz", file.sha256)), gzip(file.bytes)?)?;
            let bytes = |ending| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{}.{ending}\"))", file.sha256);
            list.push_str(&format!("Small {{ sha256: \"{}\", brotli: {}, gzip: {} }},\n", file.sha256, bytes("br"), bytes("gz")));
        }
    }
    list.push(']');
    fs::write(out.join("small.rs"), list)
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut small = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut io::Cursor::new(bytes), &mut small, &params)?;
    Ok(small)
}

/// Gzip as small as it gets: a browser over plain HTTP takes nothing smaller. The header carries no time.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut small = Vec::new();
    zopfli::compress(Options::default(), Format::Gzip, bytes, &mut small)?;
    Ok(small)
}
