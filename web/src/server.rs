//! Serving: pages, and work on runs beside.

use crate::{App, Config, Courier, Postman, key, router};
use anyhow::{Context, Result};
use carnet_engine::{Actor, Database, Engine, domain::seal::SealingKey};
use std::{future::Future, net::SocketAddr, time::Duration};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

/// How long work that is under way may take when the server stops.
const PARTING: Duration = Duration::from_secs(20);
/// How often what has fallen due is looked for.
const HOUSEKEEPING: Duration = Duration::from_mins(1);

/// The database and the key of the configuration.
pub(crate) async fn open(config: &Config) -> Result<(Database, SealingKey)> {
    let database = Database::open(&config.database).await.context("database")?;
    Ok((database, key::read(config)?))
}

/// An engine by the configuration.
pub(crate) async fn engine(config: &Config) -> Result<Engine> {
    let (database, key) = open(config).await?;
    Ok(Engine::new(database, config.settings(), key))
}

/// Serves until somebody stops it.
pub(crate) async fn serve(config: &Config, engine: Engine) -> Result<()> {
    let listener =
        TcpListener::bind(config.listen).await.with_context(|| format!("listen: {}", config.listen))?;
    let address = listener.local_addr()?;
    tracing::info!(%address, "serving");
    let (stop, stopped) = watch::channel(false);
    let work = begin_work(config, &engine, config.worker, &stopped)?;
    let service =
        router(App::new(engine).configured(config)).into_make_service_with_connect_info::<SocketAddr>();
    let ending = async move {
        signal().await;
        tracing::info!("stopping");
        stop.send_replace(true);
    };
    axum::serve(listener, service).with_graceful_shutdown(ending).await?;
    end_work(work).await;
    Ok(())
}

/// Works until somebody stops it, and serves no pages.
pub(crate) async fn work(config: &Config, engine: &Engine) -> Result<()> {
    let (stop, stopped) = watch::channel(false);
    let work = begin_work(config, engine, true, &stopped)?;
    tracing::info!("working");
    signal().await;
    tracing::info!("stopping");
    stop.send_replace(true);
    end_work(work).await;
    Ok(())
}

/// Begins what goes on without anybody asking: runs, where this node works on them, mails, webhooks, what falls due.
fn begin_work(
    config: &Config,
    engine: &Engine,
    worker: bool,
    stopped: &watch::Receiver<bool>,
) -> Result<JoinSet<()>> {
    let mut tasks = JoinSet::new();
    tasks.spawn(background(worker, engine.clone(), stopped.clone()));
    tasks.spawn(send_mails(Postman::new(config, engine.clone())?, stopped.clone()));
    let courier = Courier::new(engine.clone(), config.webhooks_to_private)?;
    let stopped = stopped.clone();
    tasks.spawn(async move { courier.work(stopped).await });
    Ok(tasks)
}

/// Waits for what is under way; a run that is not done is taken up again by the next worker.
async fn end_work(work: JoinSet<()>) {
    let _ = tokio::time::timeout(PARTING, work.join_all()).await;
}

/// Works on runs of the planner, where this node does, and sees to what falls due by itself.
async fn background(worker: bool, engine: Engine, stopped: watch::Receiver<bool>) {
    let housekeeping = keep_house(&engine, stopped.clone());
    let name = format!("{}-{}", std::process::id(), engine.now().timestamp_micros());
    let works = async {
        if worker && let Err(error) = engine.work(&Actor::system(), &name, until(stopped)).await {
            tracing::error!(error = ?error, "the worker ended");
        }
    };
    tokio::join!(housekeeping, works);
}

/// Works the outbox off, where something takes letters.
async fn send_mails(postman: Option<Postman>, stopped: watch::Receiver<bool>) {
    if let Some(postman) = postman {
        postman.work(stopped).await;
    } else {
        tracing::warn!("no mail is sent: set smtp_url, or notices wait in the outbox");
    }
}

async fn keep_house(engine: &Engine, stopped: watch::Receiver<bool>) {
    let system = Actor::system();
    loop {
        if let Err(error) = engine.expire_requests(&system).await {
            tracing::error!(error = ?error, "requests could not expire");
        }
        if let Err(error) = engine.owe_reminders(&system).await {
            tracing::error!(error = ?error, "reminders could not be owed");
        }
        if let Err(error) = engine.purge_answers(&system).await {
            tracing::error!(error = ?error, "answers to programs could not be forgotten");
        }
        if let Err(error) = engine.purge_deliveries(&system).await {
            tracing::error!(error = ?error, "the log of webhooks could not be cut");
        }
        tokio::select! {
            () = until(stopped.clone()) => return,
            () = tokio::time::sleep(HOUSEKEEPING) => {}
        }
    }
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // A sender that is gone stops too.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Waits for Ctrl-C, or for what a service manager sends.
fn signal() -> impl Future<Output = ()> {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    async {
        tokio::select! {
            () = interrupt => {}
            () = terminate => {}
        }
    }
}
