//! Webhooks: added, tried out, paused, withdrawn; and their deliveries, each taken by one node at a time.

use crate::{
    Actor, Engine, Error, EventId, Kind, Refusal, WebhookId,
    domain::{
        access::UseCase,
        webhook::{DeliveryState, Happening, NewWebhook, Webhook, next_attempt, test_payload},
    },
    ids::DeliveryId,
    store::{
        Tx, events,
        webhooks::{self, DeliveryRecord, Ended},
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

/// The most webhooks of an event.
const MOST: usize = 20;
/// How many deliveries the log shows.
const LOG_MOST: i64 = 200;
/// How long the log is kept.
const LOG_KEPT: TimeDelta = TimeDelta::days(30);
/// How long a node may take for what it took; afterwards another one tries.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// The most characters that are kept of why there was no answer.
const ERROR_MOST: usize = 500;

/// A delivery to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its identity: the same at every attempt.
    pub id: DeliveryId,
    /// Where to.
    pub url: String,
    /// What to sign it with.
    pub secret: Vec<u8>,
    /// What to send.
    pub payload: String,
    /// The number of this attempt, from 1.
    pub n_attempts: i64,
    /// Since when its program is given time to take it: since it happened, or since the webhook was taken up again.
    pub since: DateTime<Utc>,
}

/// How an attempt ended: with a status, or without an answer.
pub type Attempted<'a> = Result<u16, &'a str>;

const NO_WEBHOOK: Error = Error::not_found(Kind::Webhook);

impl Engine {
    /// Adds a webhook to an event, and yields the secret that its messages are signed with: this once only.
    pub async fn add_webhook(
        &self,
        actor: &Actor,
        event: EventId,
        new: &NewWebhook,
    ) -> Result<(WebhookId, Vec<u8>), Error> {
        let mut tx = self.write().await?;
        self.permit_webhooks(&mut tx, actor, UseCase::ManageWebhooks, event).await?;
        new.check()?;
        events::lock(&mut tx, event).await?;
        if webhooks::list(&mut tx, event).await?.len() >= MOST {
            return Err(Refusal::TooManyAlready.into());
        }
        let webhook = Webhook {
            id: self.id(),
            event,
            url: new.url.clone(),
            kinds: new.kinds.clone(),
            created_at: self.now(),
            gone_at: None,
            paused_at: None,
        };
        let secret = self.secret();
        let sealed = self.key().seal(webhook.id, &secret, self.secret())?;
        webhooks::insert(&mut tx, &webhook, &sealed).await?;
        let entry = self.entry(actor, "webhook.added", Kind::Webhook, webhook.id).of(event);
        // An address may hold a secret of its owner's.
        tx.record(entry.after(json!({ "kinds": webhook.kinds })));
        tx.commit().await?;
        Ok((webhook.id, secret.to_vec()))
    }

    /// The webhooks of an event.
    pub async fn list_webhooks(&self, actor: &Actor, event: EventId) -> Result<Vec<Webhook>, Error> {
        let mut tx = self.read().await?;
        self.permit_webhooks(&mut tx, actor, UseCase::ReadWebhooks, event).await?;
        Ok(webhooks::list(&mut tx, event).await?)
    }

    /// A webhook and its last deliveries, the latest first.
    pub async fn show_webhook(
        &self,
        actor: &Actor,
        event: EventId,
        id: WebhookId,
    ) -> Result<(Webhook, Vec<DeliveryRecord>), Error> {
        let mut tx = self.read().await?;
        self.permit_webhooks(&mut tx, actor, UseCase::ReadWebhooks, event).await?;
        let webhook = find(&mut tx, event, id).await?;
        Ok((webhook, webhooks::log(&mut tx, id, LOG_MOST).await?))
    }

    /// Withdraws a webhook: nothing is told to it any more.
    pub async fn withdraw_webhook(&self, actor: &Actor, event: EventId, id: WebhookId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit_webhooks(&mut tx, actor, UseCase::ManageWebhooks, event).await?;
        if !webhooks::withdraw(&mut tx, event, id, self.now()).await? {
            return Err(NO_WEBHOOK);
        }
        tx.record(self.entry(actor, "webhook.withdrawn", Kind::Webhook, id).of(event));
        Ok(tx.commit().await?)
    }

    /// Lets a webhook rest, for as long as its program cannot take anything. What happens meanwhile waits, as long as the log
    /// is kept, and is told afterwards. Pausing what rests changes nothing.
    pub async fn pause_webhook(&self, actor: &Actor, event: EventId, id: WebhookId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit_webhooks(&mut tx, actor, UseCase::ManageWebhooks, event).await?;
        find_there(&mut tx, event, id).await?;
        if webhooks::pause(&mut tx, event, id, self.now()).await? {
            tx.record(self.entry(actor, "webhook.paused", Kind::Webhook, id).of(event));
        }
        Ok(tx.commit().await?)
    }

    /// Takes a webhook up again: all that waits is told now, begun with the oldest, and its program is given as much time for it
    /// as for anything new. Taking up what does not rest changes nothing.
    pub async fn resume_webhook(&self, actor: &Actor, event: EventId, id: WebhookId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit_webhooks(&mut tx, actor, UseCase::ManageWebhooks, event).await?;
        find_there(&mut tx, event, id).await?;
        if webhooks::resume(&mut tx, event, id, self.now()).await? {
            tx.record(self.entry(actor, "webhook.resumed", Kind::Webhook, id).of(event));
        }
        Ok(tx.commit().await?)
    }

    /// Sends a message to a webhook that says nothing, to try it out.
    pub async fn test_webhook(
        &self,
        actor: &Actor,
        event: EventId,
        id: WebhookId,
    ) -> Result<DeliveryId, Error> {
        let mut tx = self.write().await?;
        self.permit_webhooks(&mut tx, actor, UseCase::ManageWebhooks, event).await?;
        if find_there(&mut tx, event, id).await?.paused_at.is_some() {
            return Err(Refusal::WebhookPaused.into());
        }
        let found = events::find(&mut tx, event).await?.ok_or(const { Error::not_found(Kind::Event) })?;
        let (delivery, now) = (self.id(), self.now());
        let payload = test_payload(&found.details.slug, now);
        webhooks::owe_one(&mut tx, (delivery, id), Happening::WebhookTest, &payload, now).await?;
        tx.commit().await?;
        Ok(delivery)
    }

    /// Webhooks are told of everybody, so they are for those who reach everybody.
    async fn permit_webhooks(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        use_case: UseCase,
        event: EventId,
    ) -> Result<(), Error> {
        let permit = self.permit(tx, actor, use_case, Some(event)).await?;
        if permit.reaches_everybody() { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
    }

    /// Takes deliveries that are due. Until a while is over they are this node's alone.
    pub async fn take_deliveries(&self, actor: &Actor, most: i64) -> Result<Vec<Delivery>, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::DeliverWebhooks, None).await?;
        let now = self.now();
        let mut deliveries = Vec::new();
        for taken in webhooks::take(&mut tx, now, now + LEASE, most).await? {
            let Some(target) = webhooks::target(&mut tx, taken.webhook_id).await? else { continue };
            deliveries.push(Delivery {
                id: taken.id,
                url: target.url,
                secret: self.key().open(taken.webhook_id, &target.secret)?,
                payload: taken.payload,
                n_attempts: taken.n_attempts,
                since: target.resumed_at.map_or(taken.created_at, |resumed| resumed.max(taken.created_at)),
            });
        }
        tx.commit().await?;
        Ok(deliveries)
    }

    /// Ends an attempt: it was taken, is tried again later, or is given up. Whoever answers 410 is told nothing more.
    pub async fn end_delivery(
        &self,
        actor: &Actor,
        delivery: &Delivery,
        attempted: Attempted<'_>,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::DeliverWebhooks, None).await?;
        let now = self.now();
        let next = next_attempt(delivery.since, delivery.n_attempts, now);
        let (state, due_at) = match (attempted, next) {
            (Ok(200..=299), _) => (DeliveryState::Delivered, now),
            (Ok(410), _) | (_, None) => (DeliveryState::GivenUp, now),
            (_, Some(next)) => (DeliveryState::Owed, next),
        };
        let error =
            attempted.err().map(|error| error.chars().filter(|c| !c.is_control()).take(ERROR_MOST).collect());
        let error: Option<String> = error;
        let status = attempted.ok().map(i64::from);
        let ended = Ended { state, due_at, at: now, status, error: error.as_deref() };
        let ours = webhooks::end(&mut tx, (delivery.id, delivery.n_attempts), &ended).await?;
        if ours && attempted == Ok(410) {
            webhooks::gone(&mut tx, delivery.id, now).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Deletes deliveries whose time is over.
    pub async fn purge_deliveries(&self, actor: &Actor) -> Result<u64, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::DeliverWebhooks, None).await?;
        let n_deleted = webhooks::purge(&mut tx, self.now() - LOG_KEPT).await?;
        tx.commit().await?;
        Ok(n_deleted)
    }
}

async fn find(tx: &mut Tx, event: EventId, id: WebhookId) -> Result<Webhook, Error> {
    let all = webhooks::list(tx, event).await?;
    all.into_iter().find(|webhook| webhook.id == id).ok_or(NO_WEBHOOK)
}

/// A webhook whose program is not gone.
async fn find_there(tx: &mut Tx, event: EventId, id: WebhookId) -> Result<Webhook, Error> {
    let webhook = find(tx, event, id).await?;
    if webhook.gone_at.is_some() { Err(Refusal::WebhookGone.into()) } else { Ok(webhook) }
}
