//! What is logged, and how: lines to read, or one object of JSON each.

use serde::{Deserialize, Serialize};
use tracing::Dispatch;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter, util::SubscriberInitExt};

/// How a log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines to read.
    #[default]
    Text,
    /// A line of JSON for each event, for programs.
    Json,
}

/// Begins to log to standard error. `CARNET_LOG` says what.
pub(crate) fn begin(format: LogFormat) {
    let filter = EnvFilter::try_from_env("CARNET_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    // Whoever has begun before keeps its log.
    let _ = log(format, filter, std::io::stderr).try_init();
}

/// A log in a format, of what a filter lets through.
pub fn log<W>(format: LogFormat, filter: EnvFilter, writer: W) -> Dispatch
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    match format {
        LogFormat::Text => lines.finish().into(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).finish().into(),
    }
}
