//! Who hangs up in the middle: what was asked is done whole or not at all, and leaves nothing behind.

use domain::TokenHash;

use crate::{
    house::{House, TODAY},
    on_both,
};

on_both!(a_filing_that_is_broken_off_is_there_whole_or_not_at_all, who_hangs_up_leaves_no_old_moment_behind,);

/// Polls `work` at most so many times, a little apart, and drops it. Whether it came to its end.
async fn broken_off<T>(work: impl Future<Output = T>, polls: usize) -> bool {
    let mut work = Box::pin(work);
    for _ in 0..polls {
        if std::future::poll_fn(|context| std::task::Poll::Ready(work.as_mut().poll(context))).await.is_ready() {
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_micros(150)).await;
    }
    false
}

async fn a_filing_that_is_broken_off_is_there_whole_or_not_at_all(mut house: House) {
    let (mut filings, mut ended) = (Vec::new(), 0);
    while filings.len() < 400 && (filings.len() < 40 || ended == 0) {
        let mut filing = house.filing(&[house.person()], None);
        filing.uploads.push(house.upload(filing.submission, 2000).await.1);
        filings.push(filing.clone());
        ended += usize::from(broken_off(house.store.file(filing, TODAY), filings.len() - 1).await);
    }
    assert!(ended > 0, "none was let go on long enough");
    // Whatever was still on its way has gone through the one writer before this one comes back.
    house.delivered(&[house.person()], None).await;
    house.reopen().await;
    let mut there = 0;
    for filing in &filings {
        if let Some(found) = house.store.mailbox(filing.mailbox).await.unwrap() {
            there += 1;
            assert_eq!((found.items.len(), found.attachments.len(), found.state), (1, 1, filing.state.clone()));
            assert_eq!(house.fetch(filing.mailbox, found.attachments[0].id).await.len(), 2000);
        }
    }
    assert!(there >= ended && there < filings.len(), "{there} of {} are there, {ended} came to their end", filings.len());
    house.store.sweep(crate::house::NOW, TODAY).await.unwrap();
    house.store.sweep(crate::house::NOW.plus(3600), TODAY).await.unwrap();
    let mut main = house.main().await;
    // A file that came out lies under its case's key, so keys are compared by their ids and not by their number.
    let named = "SELECT storage_key AS key FROM case_file UNION SELECT storage_key FROM waiting_case UNION SELECT storage_key FROM file";
    let kept = house.keys().await.bytes("SELECT key_id FROM storage_key ORDER BY key_id").await;
    assert_eq!(kept, main.bytes(&format!("{named} ORDER BY key")).await);
    assert_eq!(i64::try_from(house.blobs().len()).unwrap(), main.number("SELECT COUNT(*) FROM chunk").await);
}

async fn who_hangs_up_leaves_no_old_moment_behind(house: House) {
    let other = house.try_open(&house.config).await.unwrap();
    for polls in (1..6).cycle().take(40) {
        broken_off(house.store.mailbox(TokenHash::new(house.draw())), polls).await;
        for _ in 0..4 {
            house.store.next_tick().await.unwrap(); // reads without a transaction of its own, on each connection of the pool
        }
        let filing = house.filing(&[house.person()], None);
        other.file(filing.clone(), TODAY).await.unwrap();
        for _ in 0..4 {
            assert!(house.store.mailbox(filing.mailbox).await.unwrap().is_some(), "after {polls} polls a read saw the past");
        }
    }
}
