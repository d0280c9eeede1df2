//! What a node tells of itself in the text format of Prometheus: requests counted as they come, and what waits, read when
//! somebody looks. Numbers alone: nothing of people, and no event by name.

use crate::App;
use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use carnet_engine::{Actor, Engine, Error, Refusal, Workload};
use chrono::{DateTime, Utc};
use metrics::{
    Gauge, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
    with_local_recorder,
};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use std::{sync::Arc, time::Duration};

/// Up to how many seconds an answer took.
const BUCKETS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// How often durations are summed up, so that they do not pile up where nobody looks.
pub(crate) const SUMMED_EVERY: Duration = Duration::from_secs(5);
/// How long the database is waited for.
const COUNTING_MOST: Duration = Duration::from_secs(5);
/// The version of the text format.
const KIND: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What is counted. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Monitoring {
    recorder: Arc<PrometheusRecorder>,
    handle: PrometheusHandle,
}

/// A request that was answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answered<'a> {
    pub(crate) method: &'static str,
    /// The pattern of the address, never the address.
    pub(crate) route: &'a str,
    pub(crate) status: StatusCode,
    pub(crate) took: Duration,
}

impl Monitoring {
    /// Begins to count.
    pub(crate) fn new() -> Result<Self, BuildError> {
        let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS)?.build_recorder();
        let handle = recorder.handle();
        let monitoring = Self { recorder: Arc::new(recorder), handle };
        with_local_recorder(&*monitoring.recorder, describe);
        Ok(monitoring)
    }

    /// Counts a request that was answered.
    pub(crate) fn answered(&self, answered: Answered<'_>) {
        let Answered { method, route, status, took } = answered;
        let (route, class) = (route.to_owned(), format!("{}xx", status.as_u16() / 100));
        with_local_recorder(&*self.recorder, || {
            let labels = [("method", method.to_owned()), ("route", route.clone()), ("status", class)];
            counter!("carnet_http_requests_total", &labels).increment(1);
            histogram!("carnet_http_request_duration_seconds", "method" => method, "route" => route)
                .record(took);
        });
    }

    /// Counts a sign-in that was refused, by why; other errors are none.
    pub(crate) fn sign_in_refused(&self, error: &Error) {
        let why = match error {
            Error::Refused(Refusal::WrongCredentials) => "wrong-credentials",
            Error::Invalid(_) => "wrong-code",
            Error::Throttled { .. } => "throttled",
            _ => return,
        };
        with_local_recorder(&*self.recorder, || {
            counter!("carnet_sign_ins_refused_total", "why" => why).increment(1);
        });
    }

    /// Sums up what was counted since.
    pub(crate) fn sum_up(&self) {
        self.handle.run_upkeep();
    }

    /// Everything, as it is now.
    async fn read(&self, engine: &Engine) -> String {
        // Whoever asks does not wait for long, and a database that hangs is as good as none.
        let counted = tokio::time::timeout(COUNTING_MOST, engine.show_workload(&Actor::system())).await;
        let workload = match counted {
            Ok(Ok(workload)) => Some(workload),
            Ok(Err(error)) => {
                tracing::error!(error = ?error, "what waits could not be counted");
                None
            }
            Err(_) => {
                tracing::error!("what waits could not be counted: the database does not answer");
                None
            }
        };
        with_local_recorder(&*self.recorder, || {
            gauge!("carnet_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
            gauge!("carnet_database_up").set(f64::from(u8::from(workload.is_some())));
            for of in engine.database().connections() {
                gauge!("carnet_database_connections", "pool" => of.pool, "state" => "in-use")
                    .set(of.n_in_use as f64);
                gauge!("carnet_database_connections", "pool" => of.pool, "state" => "idle")
                    .set(of.n_idle as f64);
            }
            // What was read before the database failed stands no longer.
            set_workload(workload.as_ref(), engine.now());
        });
        self.handle.render()
    }
}

/// What each name means, as it is shown with it.
fn describe() {
    describe_counter!("carnet_http_requests_total", "Requests by method, route and class of status");
    describe_histogram!("carnet_http_request_duration_seconds", "How long answers took to begin");
    describe_counter!("carnet_sign_ins_refused_total", "Sign-ins that were refused, by why");
    describe_gauge!("carnet_runs", "Runs of the planner that are not done, over all nodes");
    describe_gauge!("carnet_runs_oldest_seconds", "For how long the oldest run waits for a worker");
    describe_gauge!("carnet_notices", "Messages that are due or were given up, over all nodes");
    describe_gauge!("carnet_notices_oldest_seconds", "For how long the oldest message is due");
    describe_gauge!("carnet_webhook_deliveries", "Deliveries that are owed or were given up, over all nodes");
    describe_gauge!("carnet_webhook_deliveries_oldest_seconds", "For how long the oldest delivery is owed");
    describe_gauge!("carnet_database_connections", "Connections of this node, by pool");
    describe_gauge!("carnet_database_up", "Whether the database answers");
    describe_gauge!("carnet_build_info", "The version that this node runs");
}

/// What waits; no number where nobody knows.
fn set_workload(workload: Option<&Workload>, now: DateTime<Utc>) {
    let (known, of) = (workload.is_some(), workload.copied().unwrap_or_default());
    let set = |gauge: Gauge, value: f64| gauge.set(if known { value } else { f64::NAN });
    set(gauge!("carnet_runs", "state" => "waiting"), of.runs.n_waiting as f64);
    set(gauge!("carnet_runs", "state" => "worked-on"), of.runs.n_worked_on as f64);
    set(gauge!("carnet_runs_oldest_seconds"), age(of.runs.oldest, now));
    for (name, oldest, queue) in [
        ("carnet_notices", "carnet_notices_oldest_seconds", of.notices),
        ("carnet_webhook_deliveries", "carnet_webhook_deliveries_oldest_seconds", of.deliveries),
    ] {
        set(gauge!(name, "state" => "waiting"), queue.n_waiting as f64);
        set(gauge!(name, "state" => "given-up"), queue.n_given_up as f64);
        set(gauge!(oldest), age(queue.oldest, now));
    }
}

/// For how many seconds the oldest waits; none where nothing waits.
fn age(oldest: Option<DateTime<Utc>>, now: DateTime<Utc>) -> f64 {
    oldest.map_or(0.0, |since| (now - since).as_seconds_f64().max(0.0))
}

/// `/metrics`, for an address of its own: it asks nobody who they are.
pub fn monitoring(app: App) -> Router {
    Router::new().route("/metrics", get(show)).with_state(app)
}

async fn show(State(app): State<App>) -> Response {
    match app.monitoring() {
        Some(monitoring) => {
            ([(header::CONTENT_TYPE, KIND)], monitoring.read(app.engine()).await).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
