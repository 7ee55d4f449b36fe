//! One suite over both databases: what the domain asks of its store, as sentences. Each story runs on SQLite and on PostgreSQL.

mod cases;
mod cluster;
mod filing;
mod full;
mod house;
mod keys;
mod log;
mod raw;
mod schema;
mod staff;
mod ticks;
mod uploads;

/// Runs each story on both databases.
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::house::House::on_sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::house::House::on_postgres().await).await;
            })+
        }
    };
}
use on_both;
