//! Group commit: one task writes. It takes all that waits into one transaction, each piece of work in a savepoint of its own, and answers
//! only after the commit. Work that fails is undone alone; a transaction that fails confirms nothing.

use domain::StoreError;
use futures_util::future::BoxFuture;
use sqlx::{Database, Pool, pool::PoolConnection};
use tokio::sync::{mpsc, oneshot};

use super::Db;
use crate::error::{from_sql, unavailable};

pub(super) type Conn = <Db as Database>::Connection;

/// Most pieces of work in one transaction.
const TOGETHER: usize = 256;
/// Most pieces of work that wait in memory; whoever comes then waits for room.
const WAITING: usize = 1024;

type Answer = Box<dyn FnOnce(Result<(), Lost>) + Send>;
type Work = Box<dyn for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, (bool, Answer)> + Send>;

/// How a whole transaction was lost.
#[derive(Clone, Copy, Debug)]
enum Lost {
    Full,
    Unavailable,
}

impl From<Lost> for StoreError {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Full => Self::Full,
            Lost::Unavailable => unavailable("the transaction was not committed"),
        }
    }
}

pub(super) struct Writer(mpsc::Sender<Work>);

impl Writer {
    pub(super) fn start(pool: Pool<Db>) -> Self {
        let (works, taken) = mpsc::channel(WAITING);
        tokio::spawn(run(pool, taken));
        Self(works)
    }

    /// Does `work` in a transaction and answers after its commit. An error of `work` undoes what it did.
    pub(super) async fn write<T, W>(&self, work: W) -> Result<T, StoreError>
    where
        T: Send + 'static,
        W: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<T, StoreError>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let work: Work = Box::new(move |conn| {
            Box::pin(async move {
                let result = work(conn).await;
                let keep = result.is_ok();
                let answer: Answer = Box::new(move |committed| {
                    let told = result.and_then(|value| committed.map(|()| value).map_err(StoreError::from));
                    drop(answer.send(told)); // whoever asked may have gone away
                });
                (keep, answer)
            })
        });
        self.0.send(work).await.map_err(|_| unavailable("the store is closing"))?;
        answered.await.map_err(|_| unavailable("the transaction was not begun"))?
    }
}

async fn run(pool: Pool<Db>, mut works: mpsc::Receiver<Work>) {
    while let Some(first) = works.recv().await {
        let mut batch = vec![first];
        while batch.len() < TOGETHER
            && let Ok(next) = works.try_recv()
        {
            batch.push(next);
        }
        if let Err(error) = together(&pool, batch).await {
            tracing::warn!(kind = ?error, "a transaction was lost; nothing in it was confirmed");
        }
    }
}

async fn together(pool: &Pool<Db>, batch: Vec<Work>) -> Result<(), Lost> {
    let mut conn = pool.acquire().await.map_err(|error| lost(&from_sql(error)))?;
    let mut answers = Vec::with_capacity(batch.len());
    let ended = match fill(&mut conn, batch, &mut answers).await {
        Ok(()) => execute(&mut conn, "COMMIT").await,
        Err(error) => Err(error),
    };
    let ended = ended.map_err(|error| lost(&error));
    if ended.is_err() {
        drop(conn.close().await); // closing undoes whatever is left of it
    }
    for answer in answers {
        answer(ended);
    }
    ended
}

/// Runs every piece of work. Work that fails is undone and answered at once; the answers of the rest wait for the commit.
async fn fill(conn: &mut PoolConnection<Db>, batch: Vec<Work>, answers: &mut Vec<Answer>) -> Result<(), StoreError> {
    for statement in super::BEGIN {
        execute(conn, statement).await?;
    }
    for work in batch {
        execute(conn, "SAVEPOINT work").await?;
        let (keep, answer) = work(conn).await;
        if keep {
            answers.push(answer);
        } else if let Err(error) = execute(conn, "ROLLBACK TO SAVEPOINT work").await {
            answer(Ok(())); // its own error is what it tells
            return Err(error);
        } else {
            answer(Ok(()));
        }
        execute(conn, "RELEASE SAVEPOINT work").await?;
    }
    Ok(())
}

async fn execute(conn: &mut PoolConnection<Db>, statement: &'static str) -> Result<(), StoreError> {
    sqlx::raw_sql(statement).execute(&mut **conn).await.map(|_| ()).map_err(from_sql)
}

const fn lost(error: &StoreError) -> Lost {
    match error {
        StoreError::Full => Lost::Full,
        _ => Lost::Unavailable,
    }
}
