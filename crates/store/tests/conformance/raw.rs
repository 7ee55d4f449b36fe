//! The tests' own look into the databases, past the store: what somebody with the database file in hand would see.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

/// A connection of one kind or the other.
pub(crate) enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

macro_rules! on_either {
    ($raw:expr, $conn:ident => $work:expr) => {
        match $raw {
            Raw::Sqlite($conn) => $work,
            Raw::Postgres($conn) => $work,
        }
    };
}

impl Raw {
    pub(crate) async fn open(address: &str) -> Self {
        if address.starts_with("sqlite:") {
            Self::Sqlite(SqliteConnection::connect(address).await.unwrap())
        } else {
            Self::Postgres(PgConnection::connect(address).await.unwrap())
        }
    }

    pub(crate) async fn execute(&mut self, statement: &str) {
        on_either!(self, conn => conn.execute(sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))).await.map(|_| ()).unwrap());
    }

    /// One column of bytes, in the order in which the rows lie.
    pub(crate) async fn bytes(&mut self, statement: &str) -> Vec<Vec<u8>> {
        on_either!(self, conn => sqlx::query_scalar(AssertSqlSafe(statement.to_owned())).fetch_all(conn).await.unwrap())
    }

    pub(crate) async fn number(&mut self, statement: &str) -> i64 {
        on_either!(self, conn => sqlx::query_scalar(AssertSqlSafe(statement.to_owned())).fetch_one(conn).await.unwrap())
    }

    /// Whether the database can make sense of a statement.
    pub(crate) async fn prepare(&mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        on_either!(self, conn => conn.prepare(sqlx::SqlStr::from_static(statement)).await.map(|_| ()))
    }

    /// Every column as `table.column`, but those of the migrations' own table.
    pub(crate) async fn columns(&mut self) -> Vec<String> {
        let statement = match self {
            Self::Sqlite(_) => {
                "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
            }
            Self::Postgres(_) => {
                "SELECT table_name::text || '.' || column_name::text FROM information_schema.columns WHERE table_schema = 'public'"
            }
        };
        let mut columns: Vec<String> = on_either!(self, conn => sqlx::query_scalar(statement).fetch_all(conn).await.unwrap());
        columns.retain(|column| !column.starts_with("_sqlx_migrations."));
        columns.sort();
        columns
    }
}
