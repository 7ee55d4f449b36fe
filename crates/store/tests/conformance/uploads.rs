//! Attachments on their way: chunks in any order, each once, to the right place, and no more than fits.

use bytes::Bytes;
use domain::{
    StoreError, SubmissionId, UploadId,
    cases::{Audience, NewItem, StaffPost},
    permissions::{ReadCase, WriteCase},
    uploads::Progress,
};

use crate::{
    house::{House, NOW, TODAY, named},
    on_both,
};

on_both!(
    chunks_come_in_any_order_and_twice,
    a_chunk_sent_twice_at_once_is_stored_once,
    other_bytes_under_a_chunk_that_is_there_conflict,
    a_chunk_that_does_not_fit_is_refused,
    a_chunk_for_an_upload_that_is_not_there_finds_nothing,
    a_closed_upload_takes_no_more_chunks,
    when_the_quota_is_used_up_the_oldest_unfinished_upload_goes,
    opening_without_sending_pushes_out_nobody_who_sends,
    an_upload_that_nobody_touched_for_two_days_goes,
    a_members_upload_is_theirs_alone,
    attachments_among_members_are_not_in_the_mailbox,
    uploads_of_one_post_belong_to_one_audience,
    nothing_on_the_disk_shows_a_chunks_bytes_or_its_hour,
);

const MIB: usize = 1 << 20;

fn bytes(length: usize) -> u64 {
    length.try_into().unwrap()
}

async fn chunks_come_in_any_order_and_twice(house: House) {
    let mut filing = house.filing(&[house.person()], None);
    let content = house.sealed(2 * MIB + 5);
    let upload = house.store.open_upload(filing.submission, bytes(content.len()), NOW).await.unwrap();
    let mut have = Vec::new();
    for n in [2, 0, 2, 1, 0] {
        let at = usize::try_from(n).unwrap() * MIB;
        let chunk = content.slice(at..content.len().min(at + MIB));
        house.store.put_chunk(upload, n, chunk, NOW).await.unwrap().unwrap();
        have.push(n);
        have.sort_unstable();
        have.dedup();
        let progress = house.store.progress(upload).await.unwrap().unwrap();
        assert_eq!(progress, Progress { bytes: bytes(content.len()), have: have.clone() });
    }
    assert_eq!(house.blobs().len(), 3);
    filing.uploads.push(named(upload, &content));
    house.store.file(filing.clone(), TODAY).await.unwrap();
    let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    assert_eq!(house.fetch(filing.mailbox, found.attachments[0].id).await, content);
}

async fn a_chunk_sent_twice_at_once_is_stored_once(house: House) {
    let content = house.sealed(MIB);
    let upload = house.store.open_upload(SubmissionId::new(house.draw()), bytes(MIB), NOW).await.unwrap();
    let put = || house.store.put_chunk(upload, 0, content.clone(), NOW);
    let (one, two, three) = tokio::join!(put(), put(), put());
    assert_eq!([one, two, three].map(Result::unwrap), [Some(()); 3]);
    assert_eq!(house.blobs().len(), 1);
}

async fn other_bytes_under_a_chunk_that_is_there_conflict(house: House) {
    let submission = SubmissionId::new(house.draw());
    let (content, upload) = house.upload(submission, 5000).await;
    let other = house.sealed(5000);
    assert!(matches!(house.store.put_chunk(upload.upload, 0, other, NOW).await, Err(StoreError::Conflict)));
    house.store.put_chunk(upload.upload, 0, content, NOW).await.unwrap().unwrap();
}

async fn a_chunk_that_does_not_fit_is_refused(house: House) {
    let submission = SubmissionId::new(house.draw());
    let upload = house.store.open_upload(submission, bytes(MIB + 5), NOW).await.unwrap();
    for (n, length) in [(0, 0), (0, 5), (0, MIB - 1), (0, MIB + 1), (1, 4), (1, 6), (1, MIB), (2, 5), (2, 0), (u32::MAX, 5)] {
        let put = house.store.put_chunk(upload, n, house.sealed(length), NOW).await;
        assert!(matches!(put, Err(StoreError::Misfit)), "{n} {length}");
    }
    assert_eq!(house.store.progress(upload).await.unwrap().unwrap().have, [0; 0]);
    for length in [0, u64::MAX, house.config.limits.max_upload() + 1] {
        assert!(matches!(house.store.open_upload(submission, length, NOW).await, Err(StoreError::Misfit)));
    }
}

async fn a_chunk_for_an_upload_that_is_not_there_finds_nothing(house: House) {
    let upload = UploadId::new(house.draw());
    assert!(house.store.put_chunk(upload, 0, house.sealed(5), NOW).await.unwrap().is_none());
    assert!(house.store.progress(upload).await.unwrap().is_none());
    assert!(house.blobs().is_empty());
}

async fn a_closed_upload_takes_no_more_chunks(house: House) {
    let mut filing = house.filing(&[house.person()], None);
    let (content, upload) = house.upload(filing.submission, 5000).await;
    filing.uploads.push(upload);
    house.store.file(filing.clone(), TODAY).await.unwrap();
    assert!(house.store.put_chunk(upload.upload, 0, content, NOW).await.unwrap().is_none());
    assert!(house.store.progress(upload.upload).await.unwrap().is_none());
    let mut again = house.filing(&[house.person()], None);
    again.uploads.push(upload);
    assert!(matches!(house.store.file(again, TODAY).await, Err(StoreError::MissingUpload)));
}

/// The quota of these houses is 8 MiB: eight chunks.
async fn when_the_quota_is_used_up_the_oldest_unfinished_upload_goes(house: House) {
    let mut uploads = Vec::new();
    for hour in 0..4 {
        let submission = SubmissionId::new(house.draw());
        let now = NOW.plus(hour * 3600);
        let upload = house.store.open_upload(submission, bytes(3 * MIB), now).await.unwrap();
        for n in 0..2 {
            house.store.put_chunk(upload, n, house.sealed(MIB), now).await.unwrap().unwrap();
        }
        uploads.push(upload);
    }
    let blobs = house.blobs().len();
    let touched = house.store.put_chunk(uploads[0], 2, house.sealed(MIB), NOW.plus(5 * 3600)).await;
    touched.unwrap().unwrap();
    let there = async |house: &House| {
        let mut there = Vec::new();
        for upload in &uploads {
            there.push(house.store.progress(*upload).await.unwrap().is_some());
        }
        there
    };
    assert_eq!((there(&house).await, house.blobs().len()), (vec![true, false, true, true], blobs + 1 - 2));
    let (_, late) = house.upload(SubmissionId::new(house.draw()), 2 * MIB).await;
    assert_eq!(house.store.progress(late.upload).await.unwrap().unwrap().have, [0, 1]);
    assert_eq!(there(&house).await, [true, false, false, true]);
    assert!(matches!(house.store.open_upload(SubmissionId::new(house.draw()), bytes(8 * MIB + 1), NOW).await, Err(StoreError::Full)));
    assert_eq!(there(&house).await, [true, false, false, true]);
}

/// Whoever opens and sends nothing pushes out others who sent nothing, however much is declared.
async fn opening_without_sending_pushes_out_nobody_who_sends(house: House) {
    let submission = SubmissionId::new(house.draw());
    let upload = house.store.open_upload(submission, bytes(2 * MIB), NOW).await.unwrap();
    house.store.put_chunk(upload, 0, house.sealed(MIB), NOW).await.unwrap().unwrap();
    for _ in 0..80 {
        house.store.open_upload(SubmissionId::new(house.draw()), bytes(8 * MIB), NOW.plus(20 * 3600)).await.unwrap();
    }
    assert_eq!(house.store.progress(upload).await.unwrap().unwrap().have, [0]);
    house.store.put_chunk(upload, 1, house.sealed(MIB), NOW.plus(20 * 3600)).await.unwrap().unwrap();
    assert_eq!(house.main().await.number("SELECT COUNT(*) FROM upload").await, 7);
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, 7);
}

async fn an_upload_that_nobody_touched_for_two_days_goes(house: House) {
    let (_, old) = house.upload(SubmissionId::new(house.draw()), 5000).await;
    house.store.sweep(NOW.plus(47 * 3600), TODAY).await.unwrap();
    assert!(house.store.progress(old.upload).await.unwrap().is_some());
    house.store.sweep(NOW.plus(50 * 3600), TODAY).await.unwrap();
    assert!(house.store.progress(old.upload).await.unwrap().is_none());
    assert!(house.blobs().is_empty());
    assert_eq!(house.keys().await.number("SELECT COUNT(*) FROM storage_key").await, 0);
}

fn note(house: &House, audience: Audience) -> StaffPost {
    let items = vec![NewItem { audience, sealed: house.sealed(4500) }];
    StaffPost { keyring_version: 1, seen: None, items, uploads: vec![], marks: domain::cases::Marks::default() }
}

async fn a_members_upload_is_theirs_alone(house: House) {
    let (one, two) = (house.person(), house.person());
    let filing = house.delivered(&[one, two], None).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    let colleague = house.case_grant::<WriteCase>(two, filing.case).await.unwrap();
    let content = house.sealed(5000);
    let upload = house.store.open_case_upload(&desk, 5000, NOW).await.unwrap().unwrap();
    assert!(house.store.put_case_chunk(&colleague, upload, 0, content.clone(), NOW).await.unwrap().is_none());
    assert!(house.store.put_chunk(upload, 0, content.clone(), NOW).await.unwrap().is_none());
    assert!(house.store.progress(upload).await.unwrap().is_none());
    house.store.put_case_chunk(&desk, upload, 0, content.clone(), NOW).await.unwrap().unwrap();
    let mut post = note(&house, Audience::Conversation);
    post.uploads.push(named(upload, &content));
    assert!(matches!(house.store.write(&colleague, post.clone(), TODAY, domain::Profile::Eu).await, Err(StoreError::MissingUpload)));
    house.store.write(&desk, post, TODAY, domain::Profile::Eu).await.unwrap().unwrap();
    let reader = house.case_grant::<ReadCase>(two, filing.case).await.unwrap();
    let case = house.store.case(&reader).await.unwrap().unwrap();
    assert_eq!(case.row.items, 2);
    assert_eq!(house.store.chunk(&reader, case.attachments[0].id, 0).await.unwrap().unwrap(), content);
    let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    assert_eq!(house.fetch(filing.mailbox, found.attachments[0].id).await, content);
}

async fn attachments_among_members_are_not_in_the_mailbox(house: House) {
    let one = house.person();
    let filing = house.delivered(&[one], None).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    let content: Bytes = house.sealed(5000);
    let upload = house.store.open_case_upload(&desk, 5000, NOW).await.unwrap().unwrap();
    house.store.put_case_chunk(&desk, upload, 0, content.clone(), NOW).await.unwrap().unwrap();
    let mut post = note(&house, Audience::Members);
    post.uploads.push(named(upload, &content));
    house.store.write(&desk, post, TODAY, domain::Profile::Eu).await.unwrap().unwrap();
    let found = house.store.mailbox(filing.mailbox).await.unwrap().unwrap();
    assert_eq!((found.items.len(), found.attachments.len()), (1, 0));
    let reader = house.case_grant::<ReadCase>(one, filing.case).await.unwrap();
    let attachment = house.store.case(&reader).await.unwrap().unwrap().attachments[0];
    assert_eq!(house.store.chunk(&reader, attachment.id, 0).await.unwrap().unwrap(), content);
    assert!(house.fetch(filing.mailbox, attachment.id).await.is_empty());
}

async fn uploads_of_one_post_belong_to_one_audience(house: House) {
    let one = house.person();
    let filing = house.delivered(&[one], None).await;
    let desk = house.case_grant::<WriteCase>(one, filing.case).await.unwrap();
    let content = house.sealed(5000);
    let upload = house.store.open_case_upload(&desk, 5000, NOW).await.unwrap().unwrap();
    house.store.put_case_chunk(&desk, upload, 0, content.clone(), NOW).await.unwrap().unwrap();
    let mut post = note(&house, Audience::Members);
    post.items.extend(note(&house, Audience::Conversation).items);
    post.uploads.push(named(upload, &content));
    assert!(matches!(house.store.write(&desk, post.clone(), TODAY, domain::Profile::Eu).await, Err(StoreError::Misfit)));
    post.uploads.clear();
    assert_eq!(house.store.write(&desk, post, TODAY, domain::Profile::Eu).await.unwrap().unwrap().len(), 2);
}

async fn nothing_on_the_disk_shows_a_chunks_bytes_or_its_hour(house: House) {
    let upload = house.store.open_upload(SubmissionId::new(house.draw()), 5000, NOW).await.unwrap();
    let marker: Bytes = b"MARKER".repeat(1000).split_off(1000).into();
    house.store.put_chunk(upload, 0, marker.clone(), NOW).await.unwrap().unwrap();
    let [name] = &house.blobs()[..] else { panic!("one blob") };
    let path = house.config.blobs.join(&name[..2]).join(name);
    house.store.put_chunk(upload, 0, marker.clone(), NOW).await.unwrap().unwrap(); // reads what is there
    assert_eq!(std::fs::metadata(&path).unwrap().accessed().unwrap(), std::time::SystemTime::UNIX_EPOCH, "reading was noted");
    let shelves = std::fs::read_dir(&house.config.blobs).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert_eq!(shelves.count(), 256, "a folder made on the way tells when");
    let stored = std::fs::read(&path).unwrap();
    assert_eq!(stored.len(), 5000 + 24 + 16);
    assert!(!stored.windows(12).any(|window| marker.windows(12).next() == Some(window)));
    let told = std::fs::metadata(&path).unwrap();
    assert_eq!(told.modified().unwrap(), std::time::SystemTime::UNIX_EPOCH);
}
