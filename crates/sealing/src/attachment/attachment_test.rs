//! Attachments against servers that change them, and against sizes that tell.

use std::io::Read;

use proptest::prelude::*;

use super::*;
use crate::hybrid::{Identity, Recipient};

fn identity(seed: u8) -> Identity {
    Identity::from_seed(&[seed; 32])
}

fn pair() -> [Recipient; 2] {
    [identity(1).to_recipient(), identity(2).to_recipient()]
}

fn sealed(content: &[u8]) -> (Vec<u8>, Attachment) {
    let mut ciphertext = Vec::new();
    let attachment = seal_stream(&pair(), &mut &*content, &mut ciphertext, "a name.txt", "text/plain").unwrap();
    (ciphertext, attachment)
}

fn open(ciphertext: &[u8], described: &Attachment) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    Opener::begin(ciphertext, described, &identity(2)).map_err(std::io::Error::other)?.read_to_end(&mut content)?;
    Ok(content)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn an_attachment_comes_back_and_has_the_length_that_was_said(length in prop::sample::select(vec![0usize, 1, 65_535, 65_536, 65_537, 200_000, 1_048_577])) {
        let content: Vec<u8> = (0..length).map(|n| n.to_le_bytes()[0] | 1).collect();
        let (ciphertext, attachment) = sealed(&content);
        prop_assert_eq!(attachment.length, u64::try_from(length).unwrap());
        prop_assert_eq!(attachment.sealed, u64::try_from(ciphertext.len()).unwrap());
        prop_assert_eq!(sealed_length(attachment.length).unwrap(), attachment.sealed);
        prop_assert_eq!(attachment.check(), Ok(()));
        prop_assert_eq!(attachment.sha256, Hash::of(&[&ciphertext]));
        prop_assert_eq!(open(&ciphertext, &attachment).unwrap(), content);
    }

    #[test]
    fn pieces_of_any_size_make_the_same_attachment(pieces in prop::collection::vec(0usize..100_000, 0..5)) {
        let mut sealer = Sealer::begin(&pair()).unwrap();
        let mut ciphertext = Vec::new();
        for piece in &pieces {
            ciphertext.extend(sealer.push(&vec![7; *piece]).unwrap());
        }
        let (last, attachment) = sealer.end().unwrap().finish("n", "t").unwrap();
        ciphertext.extend(last);
        prop_assert_eq!(open(&ciphertext, &attachment).unwrap(), vec![7; pieces.iter().sum::<usize>()]);
    }
}

#[test]
fn small_files_of_any_length_look_the_same() {
    let lengths: std::collections::BTreeSet<_> = [0, 1, 1000, 65_536].map(|length| sealed(&vec![1; length]).0.len()).into();
    assert_eq!(lengths.len(), 1);
}

#[test]
fn another_file_sealed_to_the_same_people_is_not_taken_for_it() {
    let (_, described) = sealed(b"the true one");
    let (other, _) = sealed(b"the true one");
    assert!(open(&other, &described).is_err(), "same content, other ciphertext");
    let (other, _) = sealed(b"a false one!");
    let error = open(&other, &described).unwrap_err();
    assert_eq!(error.downcast::<Error>().unwrap(), Error::OtherAttachment);
}

#[test]
fn not_even_the_last_byte_comes_out_before_everything_was_proven() {
    let (_, described) = sealed(b"the true one");
    let (other, _) = sealed(b"a false one!");
    let mut opener = Opener::begin(other.as_slice(), &described, &identity(1)).unwrap();
    let mut first = [0; 11];
    opener.read_exact(&mut first).unwrap();
    assert!(opener.read(&mut [0]).is_err());
}

#[test]
fn bytes_hidden_in_the_padding_are_refused() {
    let mut described = sealed(b"twelve bytes").1;
    let (ciphertext, _) = sealed(b"twelve bytes and more");
    described.sha256 = Hash::of(&[&ciphertext]);
    assert!(open(&ciphertext, &described).is_err());
}

#[test]
fn an_attachment_that_ends_early_or_goes_on_is_refused() {
    let (ciphertext, described) = sealed(&[7; 100_000]);
    assert!(open(&ciphertext[..ciphertext.len() - 1], &described).is_err());
    assert!(open(&[&ciphertext[..], &[0]].concat(), &described).is_err());
    let longer = Attachment { length: described.length + 1_000_000, ..described };
    assert!(open(&ciphertext, &longer).is_err());
}

#[test]
fn a_description_whose_lengths_do_not_fit_breaks_the_rules() {
    let (_, described) = sealed(b"text");
    assert!(Attachment { sealed: described.sealed + 1, ..described.clone() }.check().is_err());
    assert!(Attachment { length: u64::MAX, ..described }.check().is_err());
}
