//! Who gives way, and who is left alone.

use std::pin::pin;

use futures_util::{FutureExt, future::join_all};

use super::*;

fn lane(receiving: usize, working: usize, waiting: usize, seed: u8) -> Lane {
    Lane::new(Size { receiving, working, waiting: waiting * LEAST }, [seed; 32])
}

#[actix_web::test]
async fn a_full_receiving_room_lets_a_newcomer_in_by_ending_a_random_one() {
    let lane = lane(8, 1, 1, 1);
    let mut slow: Vec<_> = (0..8).map(|_| Box::pin(lane.receive(std::future::pending::<()>()))).collect();
    for waiting in &mut slow {
        assert!(waiting.now_or_never().is_none());
    }
    assert_eq!(lane.census().0, 8);
    let mut let_in = 0;
    for _ in 0..64 {
        // an honest one that needs one more turn to finish
        let mut honest = pin!(lane.receive(async { tokio::task::yield_now().await }));
        if honest.as_mut().now_or_never().is_none() {
            let_in += 1;
            drop(honest.await);
        }
    }
    let ended = slow.iter_mut().filter_map(|one| one.now_or_never()).filter(Result::is_err).count();
    assert!(let_in > 40, "the newcomer is drawn about one time in nine, not more: {let_in}");
    assert!(ended >= 1, "somebody slow gave way");
    assert!(lane.census().0 <= 8);
}

#[actix_web::test]
async fn a_dropped_request_leaves_its_place() {
    let lane = lane(1, 1, 1, 2);
    let mut one = Box::pin(lane.receive(std::future::pending::<()>()));
    assert!(one.as_mut().now_or_never().is_none());
    drop(one);
    assert_eq!(lane.census(), (0, 0, 1));
    let place = lane.work(0).await.unwrap();
    let mut waits = Box::pin(lane.work(0));
    assert!(waits.as_mut().now_or_never().is_none());
    assert_eq!(lane.census(), (0, 1, 0));
    drop(waits);
    assert_eq!(lane.census(), (0, 0, 0), "who left does not wait any more");
    drop(place);
    assert_eq!(lane.census(), (0, 0, 1), "a place offered to one who left comes back");
}

#[actix_web::test]
async fn whoever_has_a_working_place_keeps_it_and_hands_it_on() {
    let lane = lane(1, 2, 4, 3);
    let first = lane.work(0).await.unwrap();
    let second = lane.work(0).await.unwrap();
    let mut waiting: Vec<_> = (0..4).map(|_| Box::pin(lane.work(0))).collect();
    for one in &mut waiting {
        assert!(one.now_or_never().is_none());
    }
    let mut crowd: Vec<_> = (0..100).map(|_| Box::pin(lane.work(0))).collect();
    let refused = crowd.iter_mut().filter_map(|one| one.now_or_never()).filter(Result::is_err).count();
    let displaced = waiting.iter_mut().filter_map(|one| one.now_or_never()).filter(Result::is_err).count();
    assert!(refused > 0 && displaced > 0, "both newcomers and those who wait are drawn: {refused}, {displaced}");
    assert_eq!(lane.census(), (0, 4, 0));
    drop(first);
    drop(second);
    assert_eq!(lane.census().1, 2, "two of the waiting got the places");
}

#[actix_web::test]
async fn who_brings_much_gives_way_to_who_brings_little() {
    let lane = lane(1, 1, 4096, 6);
    let _busy = lane.work(0).await.unwrap();
    let heavy = |_| Box::pin(lane.work(1 << 20));
    let mut crowd: Vec<_> = (0..64).map(heavy).collect();
    assert!(crowd.iter_mut().all(|one| one.now_or_never().is_none()), "64 MiB find room");
    let mut light: Vec<_> = (0..100).map(|_| Box::pin(lane.work(2_000))).collect();
    for one in &mut light {
        let _ = one.now_or_never();
    }
    crowd.extend((0..100).map(heavy));
    for one in &mut crowd {
        let _ = one.now_or_never();
    }
    let refused = light.iter_mut().filter_map(|one| one.now_or_never()).filter(Result::is_err).count();
    assert!(refused <= 10, "each is a 64th of a heavy one: {refused}");
    assert!(lane.census().1 < 64 + 100, "and most heavy ones are asked to come again");
}

#[actix_web::test]
async fn thousands_of_short_texts_wait_in_a_plain_lane_and_nobody_gives_way() {
    let lane = Lane::new(Lanes::for_cores(2)(LaneName::FilingPlain), [7; 32]);
    let _busy = lane.work(0).await.unwrap();
    let mut crowd: Vec<_> = (0..3_000).map(|_| Box::pin(lane.work(12_000))).collect();
    assert!(crowd.iter_mut().all(|one| one.now_or_never().is_none()));
    assert!(crowd.iter_mut().all(|one| one.now_or_never().is_none()), "nor did a later one push them out");
}

#[actix_web::test]
async fn all_places_are_free_again_after_a_crowd() {
    let lane = lane(4, 3, 50, 4);
    let done = join_all((0..50).map(|_| async {
        let place = lane.work(0).await?;
        tokio::task::yield_now().await;
        drop(place);
        Ok::<_, Problem>(())
    }))
    .await;
    assert!(done.iter().all(Result::is_ok));
    assert_eq!(lane.census(), (0, 0, 3));
}

#[actix_web::test]
async fn a_full_lane_leaves_the_other_lanes_alone() {
    let mut rng = StdRng::from_seed([5; 32]);
    let lanes = Lanes::new(|_| Size { receiving: 1, working: 1, waiting: LEAST }, &mut rng);
    let _full = lanes.lane(LaneName::FilingPlain).work(0).await.unwrap();
    assert!(lanes.lane(LaneName::FilingPlain).work(0).now_or_never().is_none());
    assert!(lanes.lane(LaneName::Reading).work(0).now_or_never().is_some());
}
