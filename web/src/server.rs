//! Serving: pages, and work on runs beside.

use crate::{
    App, Config, Courier, Postman,
    chores::{CHORES, do_chores},
    key, monitoring, router,
};
use anyhow::{Context, Result};
use carnet_engine::{Actor, Database, Engine, domain::seal::SealingKey};
use std::{
    future::{Future, IntoFuture},
    net::SocketAddr,
    time::Duration,
};
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
    let listener = listen(config.listen, "listen").await?;
    tracing::info!(address = %listener.local_addr()?, version = env!("CARGO_PKG_VERSION"), "serving");
    let app = App::new(engine).configured(config)?;
    let (stop, stopped) = watch::channel(false);
    let work = begin_work(config, &app, config.worker, &stopped).await?;
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
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
pub(crate) async fn work(config: &Config, engine: Engine) -> Result<()> {
    let app = App::new(engine).configured(config)?;
    let (stop, stopped) = watch::channel(false);
    let work = begin_work(config, &app, true, &stopped).await?;
    tracing::info!("working");
    signal().await;
    tracing::info!("stopping");
    stop.send_replace(true);
    end_work(work).await;
    Ok(())
}

async fn listen(address: SocketAddr, setting: &str) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("{setting}: {address}"))
}

/// Begins what goes on without anybody asking: runs, where this node works on them, mails, webhooks, what falls due, and
/// what a monitoring system looks at.
async fn begin_work(
    config: &Config,
    app: &App,
    worker: bool,
    stopped: &watch::Receiver<bool>,
) -> Result<JoinSet<()>> {
    let engine = app.engine();
    let mut tasks = JoinSet::new();
    if let Some(address) = config.metrics_listen {
        let listener = listen(address, "metrics_listen").await?;
        tasks.spawn(tell_numbers(listener, app.clone(), stopped.clone()));
    }
    tasks.spawn(background(worker, engine.clone(), stopped.clone()));
    tasks.spawn(send_mails(Postman::new(config, engine.clone())?, stopped.clone()));
    let courier = Courier::new(engine.clone(), config.webhooks_to_private)?;
    let stopped = stopped.clone();
    tasks.spawn(async move { courier.work(stopped).await });
    Ok(tasks)
}

/// Serves `/metrics`, and sums up what it tells.
async fn tell_numbers(listener: TcpListener, app: App, stopped: watch::Receiver<bool>) {
    let serving = axum::serve(listener, monitoring(app.clone()))
        .with_graceful_shutdown(until(stopped.clone()))
        .into_future();
    let summing = async {
        loop {
            if let Some(monitoring) = app.monitoring() {
                monitoring.sum_up();
            }
            tokio::time::sleep(monitoring::SUMMED_EVERY).await;
        }
    };
    tokio::select! {
        ended = serving => if let Err(error) = ended {
            tracing::error!(error = ?error, "nobody can look at the metrics any more");
        },
        () = summing => {}
    }
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
    for round in 0.. {
        do_chores(CHORES, engine, round).await;
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
