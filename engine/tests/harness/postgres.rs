//! A PostgreSQL of the tests' own: started once per process, on a socket in a short folder, gone when the process is.

use carnet_engine::Database;
use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};
use std::{
    fs,
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

const ADVICE: &str = "the tests need PostgreSQL: apt-get install postgresql";
const OPTIONS: &str =
    "-c listen_addresses= -c max_connections=400 -c shared_buffers=64MB -c log_min_messages=fatal";
/// Waits until the pipe from the tests closes, however they end; then stops the server and deletes its folder.
const WATCH: &str = r#"cat >/dev/null; "$0/pg_ctl" -D "$1/data" -m immediate stop; rm -rf "$1""#;

struct Cluster {
    folder: PathBuf,
    /// The watcher ends the server when this closes; a static is never dropped, but a process that ends closes its pipes.
    _alive: ChildStdin,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();

fn new_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The address of a database without any table.
pub(super) async fn empty_database(options: &str) -> String {
    let (cluster, name) = (CLUSTER.get_or_init(|| start(options)), new_name());
    let mut server =
        PgConnection::connect_with(&cluster.options("postgres")).await.expect("the server answers");
    run(&mut server, format!("CREATE DATABASE {name} TEMPLATE template0")).await;
    cluster.address(&name)
}

/// A fresh database, copied from a migrated one, and its address. The options are those of the process's one server, as the
/// first caller wants them.
pub(super) async fn fresh_database(options: &str) -> (Database, String) {
    static MAKING: tokio::sync::Mutex<bool> = tokio::sync::Mutex::const_new(false);

    let (cluster, name) = (CLUSTER.get_or_init(|| start(options)), new_name());
    {
        let mut migrated = MAKING.lock().await;
        let mut server =
            PgConnection::connect_with(&cluster.options("postgres")).await.expect("the server answers");
        if !*migrated {
            run(&mut server, "CREATE DATABASE template_carnet".to_owned()).await;
            let template =
                Database::postgres(cluster.options("template_carnet"), 1).await.expect("the template opens");
            template.migrate().await.expect("the migrations run");
            template.close().await;
            *migrated = true;
        }
        run(&mut server, format!("CREATE DATABASE {name} TEMPLATE template_carnet")).await;
    }
    let database = Database::postgres(cluster.options(&name), 20).await.expect("the database opens");
    (database, cluster.address(&name))
}

async fn run(server: &mut PgConnection, sql: String) {
    sqlx::query(AssertSqlSafe(sql)).execute(server).await.expect("the server obeys");
}

impl Cluster {
    fn address(&self, database: &str) -> String {
        format!("postgres://test@localhost/{database}?host={}", self.folder.display())
    }

    fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass().socket(&self.folder).username("test").database(database)
    }
}

fn start(options: &str) -> Cluster {
    let programs = programs();
    // Not the folder for temporary files that the environment names: the path of a socket has at most 107 bytes.
    let folder = tempfile::Builder::new().prefix("carnet-pg-").tempdir_in("/tmp").expect(ADVICE).keep();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("the folder is ours");
    let user = unprivileged(&folder);
    let data = folder.join("data");

    let mut initdb = Command::new(programs.join("initdb"));
    initdb.args(["-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D"]).arg(&data);
    complete(initdb, &folder, user);

    let mut watcher = Command::new("sh");
    watcher.args(["-c", WATCH]).arg(&programs).arg(&folder).stdin(Stdio::piped());
    // In a group of its own, so that what interrupts the tests from a terminal does not end the watcher too.
    watcher.stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    #[expect(clippy::zombie_processes, reason = "the watcher outlives this process, on purpose")]
    let mut watcher = as_user(watcher, &folder, user).spawn().expect("the watcher starts");
    let alive = watcher.stdin.take().expect("the watcher listens");

    let mut server = Command::new(programs.join("pg_ctl"));
    server.arg("-w").arg("-D").arg(&data).arg("-l").arg(folder.join("log"));
    server
        .arg("-o")
        .arg(format!("-k {} {OPTIONS} {options}", folder.display()))
        .arg("start")
        .process_group(0);
    complete(server, &folder, user);
    Cluster { folder, _alive: alive }
}

/// Runs a program to its end. Its output goes to a file: a server would hold a pipe open.
fn complete(command: Command, folder: &Path, user: Option<(u32, u32)>) {
    let log = folder.join("out");
    let out = fs::File::create(&log).expect("the folder takes files");
    let mut command = as_user(command, folder, user);
    command.stdin(Stdio::null()).stdout(out.try_clone().expect("a file")).stderr(out);
    let good = command.status().expect(ADVICE).success();
    assert!(good, "{ADVICE}\n{command:?} failed:\n{}", fs::read_to_string(&log).unwrap_or_default());
}

fn as_user(mut command: Command, folder: &Path, user: Option<(u32, u32)>) -> Command {
    command.current_dir(folder);
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

/// PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`, who gets the folder.
fn unprivileged(folder: &Path) -> Option<(u32, u32)> {
    if id(&["-u"])? != 0 {
        return None;
    }
    let user = ["postgres", "nobody"].iter().find_map(|name| Some((id(&["-u", name])?, id(&["-g", name])?)));
    let (uid, gid) = user.expect("there is a user `postgres` or `nobody`");
    chown(folder, Some(uid), Some(gid)).expect("root may give the folder away");
    Some((uid, gid))
}

fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// The folder with the newest `initdb`: `PG_BIN`, or where Debian puts it.
fn programs() -> PathBuf {
    if let Some(folder) = std::env::var_os("PG_BIN") {
        return folder.into();
    }
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").exists())
        .collect();
    folders.sort();
    folders.pop().expect(ADVICE).1
}
