//! One suite over both databases: what the domain asks of its store, as sentences. Each story runs on SQLite and on PostgreSQL.

#[cfg(test)]
mod acts;
#[cfg(test)]
mod books;
#[cfg(test)]
mod broken_off;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod cluster;
#[cfg(test)]
mod departures;
#[cfg(test)]
mod filing;
#[cfg(test)]
mod full;
#[cfg(test)]
mod held;
#[cfg(test)]
mod house;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod log;
#[cfg(test)]
mod passkeys;
#[cfg(test)]
mod raw;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod second_factor;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod staff;
#[cfg(test)]
mod ticks;
#[cfg(test)]
mod uploads;

/// Runs each story on both databases.
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {
        #[cfg(test)]
mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::house::House::on_sqlite().await).await;
            })+
        }
        #[cfg(test)]
mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::house::House::on_postgres().await).await;
            })+
        }
    };
}
use on_both;
