//! Remembers which statements of the store ran on which database, for `.ci/statements.py`.
//!
//! Only where `CARNET_STATEMENTS` names a file. That every statement ran shows once all tests have run, so it is asked
//! after them and not by one of them.

use std::{
    collections::HashSet,
    fmt::Debug,
    fs::{File, OpenOptions},
    io::Write,
    sync::{Mutex, Once},
};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};

/// Begins to remember, once per process.
pub(super) fn record() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let Some(file) = std::env::var_os("CARNET_STATEMENTS") else { return };
        let file = OpenOptions::new().create(true).append(true).open(file).expect("the file can be written");
        let recorder = Recorder { file, seen: Mutex::default() };
        tracing::subscriber::set_global_default(recorder).expect("nobody else subscribes");
    });
}

struct Recorder {
    file: File,
    seen: Mutex<HashSet<Line>>,
}

/// A database, and where in the store the statement stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Line {
    database: String,
    at: String,
}

impl Visit for Line {
    fn record_str(&mut self, _: &Field, value: &str) {
        value.clone_into(&mut self.database);
    }

    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        self.at = format!("{value:?}");
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "carnet_engine::statement"
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::default();
        event.record(&mut line);
        if self.seen.lock().expect("nobody panicked").insert(line.clone()) {
            // In one piece, since other processes may write too.
            let text = format!("{} {}\n", line.database, line.at);
            (&self.file).write_all(text.as_bytes()).expect("the file can be written");
        }
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
