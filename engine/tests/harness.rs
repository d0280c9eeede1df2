//! An engine on a fresh database of either kind, with a clock that stands and the same identities every time.

pub(crate) mod company;
pub(crate) mod event;
pub(crate) mod people;
pub(crate) mod plan;
mod postgres;
pub(crate) mod rows;
mod statements;
pub(crate) mod world;

use carnet_engine::{
    AccountId, Actor, Database, Engine, FixedClock, PasswordCost, SealingKey, SeededSource, Settings,
    domain::{
        account::{Language, NewAccount},
        notice::{Notice, NoticeKind},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use std::{ops::Deref, path::PathBuf, sync::Arc, sync::OnceLock, thread};

/// An engine on a fresh database.
pub(crate) struct TestEngine {
    engine: Engine,
    /// Where its database is, for other processes.
    pub(crate) address: String,
    /// Its clock: it stands until a test moves it.
    pub(crate) clock: Arc<FixedClock>,
    // The file of SQLite goes with it.
    _folder: Option<tempfile::TempDir>,
}

impl Deref for TestEngine {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        &self.engine
    }
}

/// Runs a test on SQLite and on PostgreSQL at once. The name of the thread that fails says on which.
///
/// Where PostgreSQL cannot be had, the test fails with what to install.
pub(crate) fn on_both<F>(test: F)
where
    F: AsyncFn(TestEngine) + Send + Sync,
{
    thread::scope(|scope| {
        for name in ["sqlite", "postgres"] {
            let test = &test;
            let run = move || runtime().block_on(async { test(TestEngine::on(name).await).await });
            thread::Builder::new()
                .name(format!("on {name}"))
                .spawn_scoped(scope, run)
                .expect("a thread starts");
        }
    });
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime starts")
}

impl TestEngine {
    /// On a fresh database: `sqlite` or `postgres`.
    pub(crate) async fn on(name: &str) -> Self {
        statements::record();
        let (database, address, folder) = if name == "sqlite" {
            let folder = tempfile::tempdir().expect("a folder can be made");
            let file = folder.path().join("test.db");
            std::fs::copy(sqlite_template().await, &file).expect("the template can be copied");
            let address = format!("sqlite:{}", file.display());
            (Database::sqlite(&file).await.expect("the file opens"), address, Some(folder))
        } else {
            let (database, address) = postgres::fresh_database(FAST).await;
            (database, address, None)
        };
        let clock = Arc::new(FixedClock::new(start()));
        let source = Arc::new(SeededSource::new(7));
        let settings = Settings {
            // Real hashes, but cheap ones.
            password_cost: PasswordCost { memory_kib: 64, passes: 1 },
            organisers_need_second_factor: false,
            ..Settings::default()
        };
        let engine = Engine::with(database, settings, key(), clock.clone(), source);
        Self { engine, address, clock, _folder: folder }
    }

    /// The address of a database of the same kind without any table, and the folder that goes with it.
    pub(crate) async fn empty_database(&self) -> (String, Option<tempfile::TempDir>) {
        match self.database() {
            Database::Sqlite { .. } => {
                let folder = tempfile::tempdir().expect("a folder can be made");
                (format!("sqlite:{}", folder.path().join("empty.db").display()), Some(folder))
            }
            Database::Postgres(_) => (postgres::empty_database(FAST).await, None),
        }
    }

    /// Moves the clock.
    pub(crate) fn after(&self, by: TimeDelta) -> &Self {
        self.clock.advance(by);
        self
    }

    /// A person with an account and the password [`PASSWORD`]; what was owed for that is sent.
    pub(crate) async fn person(&self, email: &str) -> AccountId {
        let new = NewAccount { email: email.into(), name: "Ada Verrier".into(), language: Language::French };
        self.create_account(&Actor::anonymous(), &new).await.expect("an account");
        let notice = self.owed(NoticeKind::AccountCreated).await.pop().expect("a link is owed");
        let link = notice.secret.as_deref().expect("a link");
        self.set_password(&Actor::anonymous(), link, PASSWORD).await.expect("a password");
        self.deliver().await;
        notice.recipient
    }

    /// Everything that was owed is sent.
    pub(crate) async fn deliver(&self) {
        deliver(self).await;
    }

    /// What is owed at this moment, of a kind.
    pub(crate) async fn owed(&self, kind: NoticeKind) -> Vec<Notice> {
        let owed = self.list_owed_notices(&Actor::system(), 10_000).await.expect("the outbox can be read");
        owed.into_iter().filter(|notice| notice.kind == kind).collect()
    }

    /// Runs a statement behind the engine's back; for tests of what it does about tampering.
    pub(crate) async fn tamper(&self, sql: &'static str) -> Result<u64, sqlx::Error> {
        match self.database() {
            Database::Sqlite { writer, .. } => {
                sqlx::query(sql).execute(writer).await.map(|done| done.rows_affected())
            }
            Database::Postgres(pool) => sqlx::query(sql).execute(pool).await.map(|done| done.rows_affected()),
        }
    }
}

/// Sends everything that an engine owes: what it was.
pub(crate) async fn deliver(engine: &Engine) -> Vec<Notice> {
    let claimed = engine.claim_notices(&Actor::system(), "test", 10_000).await.expect("the outbox");
    for one in &claimed {
        engine.mark_notice_sent(&Actor::system(), one.notice.id, one.attempt).await.expect("sent");
    }
    claimed.into_iter().map(|one| one.notice).collect()
}

/// The password of every person.
pub(crate) const PASSWORD: &str = "Carnet de bal 9";

/// The key of every engine.
pub(crate) fn key() -> SealingKey {
    SealingKey::new(&[9; 32])
}

/// Of a server whose data nobody misses: it need not reach the disk.
const FAST: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

/// When every test begins.
pub(crate) fn start() -> DateTime<Utc> {
    "2027-03-01T08:00:00Z".parse().expect("a time")
}

/// A migrated file, made once.
async fn sqlite_template() -> PathBuf {
    static TEMPLATE: OnceLock<tempfile::TempDir> = OnceLock::new();
    static MAKING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _making = MAKING.lock().await;
    if let Some(folder) = TEMPLATE.get() {
        return folder.path().join("template.db");
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("template.db");
    let database = Database::sqlite(&file).await.expect("the file opens");
    database.migrate().await.expect("the migrations run");
    database.close().await;
    TEMPLATE.get_or_init(|| folder).path().join("template.db")
}
