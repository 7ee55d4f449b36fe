//! Sealing against what a server could do to a file, and the promise that a file's length tells nothing but its plaintext's.

use proptest::prelude::*;

use super::*;

fn identity(seed: u8) -> Identity {
    Identity::from_seed(&[seed; 32])
}

fn alone(identity: &Identity) -> impl Iterator<Item = &dyn age::Identity> {
    let identity: &dyn age::Identity = identity;
    std::iter::once(identity)
}

fn to(seeds: &[u8]) -> Vec<Recipient> {
    seeds.iter().map(|seed| identity(*seed).to_recipient()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_file_opens_for_each_recipient_and_has_the_length_that_was_said(length in 0usize..200_000, people in 1usize..5) {
        let plaintext: Vec<u8> = (0..length).map(|n| n.to_le_bytes()[0]).collect();
        let seeds: Vec<u8> = (1..).take(people).collect();
        let sealed = seal(&to(&seeds), &plaintext).unwrap();
        let said = sealed_length(people, u64::try_from(length).unwrap()).unwrap();
        prop_assert_eq!(u64::try_from(sealed.as_bytes().len()).unwrap(), said);
        for seed in seeds {
            prop_assert_eq!(&*open(&sealed, &identity(seed), people).unwrap(), &plaintext);
        }
        prop_assert_eq!(open(&sealed, &identity(99), people).unwrap_err(), Error::NotForUs);
    }

    #[test]
    fn pushed_pieces_make_the_same_file_as_one_write(pieces in prop::collection::vec(0usize..70_000, 0..6)) {
        let mut pusher = Pusher::begin(&to(&[1])).unwrap();
        let (mut sealed, mut plaintext) = (Vec::new(), Vec::new());
        for (number, length) in pieces.into_iter().enumerate() {
            let piece = vec![u8::try_from(number).unwrap(); length];
            sealed.extend(pusher.push(&piece).unwrap());
            plaintext.extend(piece);
        }
        sealed.extend(pusher.finish().unwrap());
        prop_assert_eq!(&*open(&Sealed::from_bytes(sealed), &identity(1), 1).unwrap(), &plaintext);
    }

    #[test]
    fn one_changed_byte_never_goes_unnoticed(at: prop::sample::Index, flip in 1u8..=255) {
        let mut bytes = seal(&to(&[1, 2]), b"a plaintext").unwrap().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        prop_assert!(open(&Sealed::from_bytes(bytes), &identity(1), 2).is_err());
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes: Vec<u8>) {
        prop_assert!(open_counted(&Sealed::from_bytes(bytes), &identity(1)).is_err());
    }
}

#[test]
fn the_library_that_opens_age_files_opens_ours() {
    let sealed = seal(&to(&[1]), b"text").unwrap();
    let decryptor = Decryptor::new_buffered(sealed.as_bytes()).unwrap();
    let mut reader = decryptor.decrypt(alone(&identity(1))).unwrap();
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(text, "text");
}

#[test]
fn all_files_of_one_plaintext_length_have_one_length() {
    let lengths: std::collections::BTreeSet<_> = (0..40).map(|_| seal(&to(&[1, 2]), &[0; 100]).unwrap().as_bytes().len()).collect();
    assert_eq!(lengths.len(), 1);
}

#[test]
fn a_file_for_more_or_fewer_people_than_there_must_be_is_refused() {
    let sealed = seal(&to(&[1, 2, 3]), b"text").unwrap();
    assert_eq!(open(&sealed, &identity(1), 2).unwrap_err(), Error::Stanzas { found: 3, expected: 2 });
    assert!(open(&sealed, &identity(1), 3).is_ok());
    assert_eq!(seal(&[], b"text").unwrap_err(), Error::Sealing);
}

#[test]
fn a_foreign_stanza_is_refused_even_where_ours_would_open_the_file() {
    let recipient = identity(1).to_recipient();
    let recipient: &dyn age::Recipient = &recipient;
    let encryptor = age::Encryptor::with_recipients(std::iter::once(recipient)).unwrap();
    let mut with_grease = Vec::new();
    let mut writer = encryptor.wrap_output(&mut with_grease).unwrap();
    writer.write_all(b"text").unwrap();
    writer.finish().unwrap();
    assert!(Decryptor::new_buffered(with_grease.as_slice()).unwrap().decrypt(alone(&identity(1))).is_ok());
    assert_eq!(open(&Sealed::from_bytes(with_grease), &identity(1), 1).unwrap_err(), Error::Header);
}

#[test]
fn a_file_that_was_cut_off_is_refused() {
    let sealed = seal(&to(&[1]), &[7; 100_000]).unwrap().into_bytes();
    let whole_chunk = sealed.len() - (100_000 - 65_536 + 16);
    for length in [0, 10, 800, 1626, 1627, 1640, 1643, whole_chunk, sealed.len() - 1] {
        assert!(open(&Sealed::from_bytes(sealed[..length].to_vec()), &identity(1), 1).is_err(), "{length}");
    }
}

#[test]
fn more_than_an_item_may_hold_is_not_opened_in_memory() {
    let big = vec![0; usize::try_from(sealed_length(MOST_STANZAS, 2 << 20).unwrap()).unwrap() + 1];
    assert_eq!(open_counted(&Sealed::from_bytes(big), &identity(1)).err(), Some(Error::TooLarge));
}
