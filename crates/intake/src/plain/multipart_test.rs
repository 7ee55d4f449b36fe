//! Forms with files: whole, cut, hostile, in pieces of any length.

use super::*;
use futures_util::stream;
use proptest::prelude::*;

const TYPE: &str = "multipart/form-data; boundary=----b0undary";

/// A form as browsers write it.
fn body(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (disposition, value) in parts {
        body.extend_from_slice(format!("------b0undary\r\nContent-Disposition: form-data; {disposition}\r\n\r\n").as_bytes());
        body.extend_from_slice(value);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"------b0undary--\r\n");
    body
}

fn arriving(body: &[u8], step: usize) -> Multipart<impl Stream<Item = Result<Bytes, ()>> + Unpin> {
    let pieces: Vec<Result<Bytes, ()>> = body.chunks(step).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    Multipart::new(stream::iter(pieces), TYPE, u64::try_from(body.len()).unwrap()).unwrap()
}

fn run<T>(future: impl Future<Output = T>) -> T {
    futures_util::FutureExt::now_or_never(future).expect("nothing here waits")
}

#[test]
fn fields_then_a_file_whose_length_is_known_before_it_comes() {
    let file = b"\r\n--octets\r\n------b0undar\r\n".repeat(50);
    let body = body(&[("name=\"words\"", b"eight words"), ("name=\"file\"; filename=\"a b.txt\"", &file)]);
    for step in [1, 7, 64, body.len()] {
        let mut form = arriving(&body, step);
        run(async {
            let head = form.next().await.unwrap().unwrap();
            assert_eq!((head.name.as_str(), head.file.is_none()), ("words", true));
            assert_eq!(*form.text(100).await.unwrap(), "eight words");
            let head = form.next().await.unwrap().unwrap();
            assert_eq!(head.file.as_deref().map(String::as_str), Some("a b.txt"));
            assert_eq!(form.length_if_last(), Some(u64::try_from(file.len()).unwrap()), "step {step}");
            let mut got = Vec::new();
            while let Some(piece) = form.piece().await.unwrap() {
                got.extend_from_slice(&piece);
            }
            assert!(got == file);
            assert!(form.next().await.unwrap().is_none());
            assert!(form.next().await.unwrap().is_none());
        });
    }
}

#[test]
fn a_part_that_is_not_read_is_skipped() {
    let body = body(&[("name=\"a\"", &[b'x'; 5_000]), ("name=\"b\"", b"2")]);
    let mut form = arriving(&body, 100);
    run(async {
        form.next().await.unwrap();
        assert_eq!(form.next().await.unwrap().unwrap().name, "b");
        assert_eq!(*form.text(10).await.unwrap(), "2");
    });
}

#[test]
fn a_cut_body_is_told_from_a_whole_one_wherever_it_was_cut() {
    let whole = body(&[("name=\"file\"; filename=\"a\"", b"content")]);
    for length in 0..whole.len() - 2 {
        let mut form = arriving(&whole[..length], 5);
        let outcome = run(async {
            while form.next().await?.is_some() {}
            Ok::<(), MultipartRefused>(())
        });
        assert_eq!(outcome, Err(MultipartRefused::Cut), "cut after {length}");
    }
}

#[test]
fn names_of_files_are_read_as_browsers_and_older_programs_write_them() {
    let name = |disposition: &str| parameter(disposition, "filename").map(|name| name.to_string());
    assert_eq!(name("form-data; name=\"f\"; filename=\"a%22b.txt\"").as_deref(), Some("a\"b.txt"));
    assert_eq!(name("form-data; name=\"filename\"; filename=\"x\\\"y\"").as_deref(), Some("x\"y"));
    assert_eq!(name("form-data; name=\"a;filename=b\"").as_deref(), None);
    assert_eq!(name("form-data; name=f; filename=plain.txt").as_deref(), Some("plain.txt"));
    assert_eq!(name("form-data; filename=\"C:\\dir\\f.txt\"; name=f").as_deref(), Some("C:\\dir\\f.txt"));
    assert_eq!(name("form-data; name=\"f\"; filename=\"never closed").as_deref(), None);
}

#[test]
fn only_plain_types_are_kept() {
    let head = |content: &str| Head::read(format!("Content-Disposition: form-data; name=f\r\nContent-Type: {content}").as_bytes()).unwrap();
    assert_eq!(head("Image/PNG").content.as_deref().map(String::as_str), Some("image/png"));
    assert!(head("text/html; charset=\"<script>\"").content.is_none());
    assert!(head("nonsense").content.is_none());
}

#[test]
fn bodies_without_boundary_or_with_endless_heads_are_refused() {
    for content_type in ["text/plain", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=x"] {
        assert!(Multipart::new(stream::empty::<Result<Bytes, ()>>(), content_type, 0).is_err(), "{content_type}");
    }
    let endless = [b"------b0undary\r\n".to_vec(), b"x".repeat(100_000)].concat();
    assert_eq!(run(arriving(&endless, 1_000).next()).err(), Some(MultipartRefused::Head));
    let long = body(&[("name=\"words\"", &[b'x'; 5_000])]);
    let mut form = arriving(&long, 1_000);
    assert_eq!(
        run(async {
            form.next().await.unwrap();
            form.text(1_000).await
        })
        .err(),
        Some(MultipartRefused::Long)
    );
    let wild = body(&[("name=\"words\"", b"\xff")]);
    let mut form = arriving(&wild, 1_000);
    assert_eq!(
        run(async {
            form.next().await.unwrap();
            form.text(1_000).await
        })
        .err(),
        Some(MultipartRefused::Text)
    );
}

proptest! {
    #[test]
    fn any_octets_end_without_a_panic(octets in proptest::collection::vec(any::<u8>(), 0..300), step in 1usize..50) {
        let body = [b"------b0undary\r\n".to_vec(), octets].concat();
        let mut form = arriving(&body, step);
        let _ = run(async {
            while form.next().await?.is_some() {
                form.text(50).await?;
            }
            Ok::<(), MultipartRefused>(())
        });
    }
}
