//! Works the outbox off.

use super::{Around, Gateway, Post, Writer, sender_address, values::moment};
use crate::Config;
use anyhow::Result;
use carnet_engine::{
    Actor, Engine, Error, EventId, ParticipantId,
    domain::{
        event::EventSetup,
        notice::NoticeKind,
        outbox::{Claimed, Failure},
    },
};
use chrono::{DateTime, Utc};
use futures_util::{StreamExt, stream};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::sync::{Mutex, watch};

/// How many notices are claimed at once.
const AT_ONCE: i64 = 20;
/// How many letters are under way at once.
const LETTERS: usize = 4;
/// How often an idle postman looks into the outbox.
const POLL: Duration = Duration::from_secs(2);

/// Sends what the engine owes.
#[derive(Clone)]
pub struct Postman {
    engine: Engine,
    post: Post,
    gateway: Option<Gateway>,
    writer: Writer,
    name: String,
}

/// What is known of events while a batch is worked off.
type Setups = Mutex<HashMap<EventId, Option<Arc<EventSetup>>>>;

impl Postman {
    /// The postman of an installation; none where nothing takes letters.
    pub fn new(config: &Config, engine: Engine) -> Result<Option<Self>> {
        let Some(post) = Post::of(config)? else { return Ok(None) };
        let writer = Writer { from: sender_address(config)?, public_url: config.public_url.clone() };
        let name = format!("{}-{}", std::process::id(), engine.now().timestamp_micros());
        Ok(Some(Self { engine, post, gateway: Gateway::of(config)?, writer, name }))
    }

    /// Sends what is due until somebody stops it, and then ends what it has begun.
    pub(crate) async fn work(&self, stopped: watch::Receiver<bool>) {
        while !*stopped.borrow() {
            let sent = self.send_due().await;
            if let Err(error) = &sent {
                tracing::error!(error = ?error, "the outbox could not be worked off");
            }
            if sent.is_ok_and(|n| n > 0) {
                continue;
            }
            let mut stopped = stopped.clone();
            tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => return,
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// Tries some of what is due: how many.
    pub async fn send_due(&self) -> Result<usize, Error> {
        let system = Actor::system();
        let claimed = self.engine.claim_notices(&system, &self.name, AT_ONCE).await?;
        let n_tried = claimed.len();
        let setups = Setups::default();
        stream::iter(claimed)
            .for_each_concurrent(LETTERS, |claimed| async {
                let claimed = claimed;
                let key = (claimed.notice.id, claimed.attempt);
                let marked = match self.send(&claimed, &setups).await {
                    Ok(()) => self.engine.mark_notice_sent(&system, key.0, key.1).await,
                    Err(failure) => {
                        let (id, lasting) = (key.0, failure.lasting);
                        // What the server said is in the outbox: an address may be in it.
                        tracing::warn!(notice.id = %id, attempt = key.1, lasting, "a notice was not sent");
                        self.engine.mark_notice_failed(&system, key, &failure).await
                    }
                };
                if let Err(error) = marked {
                    tracing::error!(notice.id = %key.0, error = ?error, "a notice was tried and not marked");
                }
            })
            .await;
        Ok(n_tried)
    }

    async fn send(&self, claimed: &Claimed, setups: &Setups) -> Result<(), Failure> {
        let own = |error: &dyn std::fmt::Display| Failure { reason: error.to_string(), lasting: false };
        let lasting = |word: &str| Failure { reason: word.to_owned(), lasting: true };
        if is_past(claimed, self.engine.now()) {
            return Err(lasting("too-late"));
        }
        let around = self.around(claimed, setups).await.map_err(|error| own(&error))?;
        if claimed.notice.by_sms {
            let gateway = self.gateway.as_ref().ok_or_else(|| lasting("no-gateway"))?;
            let number = claimed.phone.as_deref().ok_or_else(|| lasting("no-number"))?;
            return gateway.send(number, &self.writer.short(claimed, &around)).await;
        }
        let letter = self.writer.write(claimed, &around, self.engine.now());
        let letter = letter.map_err(|error| Failure { lasting: true, ..own(&format!("{error:#}")) })?;
        self.post.send(letter, &format!("{}-{}", claimed.notice.id, claimed.notice.kind)).await
    }

    /// What the letter of a notice needs to be read beside it.
    async fn around(&self, claimed: &Claimed, setups: &Setups) -> Result<Around, Error> {
        let system = Actor::system();
        let notice = &claimed.notice;
        let participant: Option<ParticipantId> =
            notice.data["participant"].as_str().and_then(|id| id.parse().ok());
        let agenda = match participant.filter(|_| needs_agenda(notice.kind)) {
            Some(id) => there(self.engine.show_agenda(&system, id).await)?,
            None => None,
        };
        let setup = match notice.event.filter(|_| notice.data["site"].is_string()) {
            Some(event) => self.setup(event, setups).await?,
            None => None,
        };
        Ok(Around { agenda, setup })
    }

    async fn setup(&self, event: EventId, setups: &Setups) -> Result<Option<Arc<EventSetup>>, Error> {
        let mut known = setups.lock().await;
        if let Some(setup) = known.get(&event) {
            return Ok(setup.clone());
        }
        let setup = there(self.engine.show_event(&Actor::system(), event).await)?.map(Arc::new);
        known.insert(event, setup.clone());
        Ok(setup)
    }
}

/// Whether it makes no sense any more: nobody is reminded of what has begun.
fn is_past(claimed: &Claimed, now: DateTime<Utc>) -> bool {
    let notice = &claimed.notice;
    notice.kind == NoticeKind::Reminder && moment(&notice.data["starts_at"]).is_some_and(|at| at <= now)
}

/// Whether a letter shows something of its reader's agenda.
fn needs_agenda(kind: NoticeKind) -> bool {
    matches!(
        kind,
        NoticeKind::AgendaPublished
            | NoticeKind::AgendaChanged
            | NoticeKind::MeetingAgreed
            | NoticeKind::SlotGiven
            | NoticeKind::Reminder
    )
}

/// What may be gone since the notice was owed.
fn there<T>(found: Result<T, Error>) -> Result<Option<T>, Error> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
