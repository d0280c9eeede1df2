//! Idempotency: the same call under the same key is done once, and answered alike each time.

use super::tokens::secret_hash;
use crate::{
    Actor, ApiTokenId, Engine, Error, Fault, FaultCode, Refusal,
    domain::access::UseCase,
    store::api_answers::{self, Row},
};
use chrono::{DateTime, TimeDelta, Utc};

/// How long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// A call that was not answered after this long never will be: its node is gone, since none waits longer for an answer.
const LEFT: TimeDelta = TimeDelta::minutes(2);
/// The most characters of a key.
const KEY_MOST: usize = 255;

/// An answer to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The status of HTTP.
    pub status: u16,
    /// The kind of the body.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// A call that began under a key, to be ended by [`Engine::end_call`].
#[derive(Clone, Debug)]
pub struct Call {
    token: ApiTokenId,
    key: String,
    begun_at: DateTime<Utc>,
}

/// What becomes of a call under a key.
#[derive(Clone, Debug)]
pub enum Begin {
    /// It is the first: do it.
    First(Call),
    /// It was done before, and answered so.
    Known(Answered),
    /// The same key was used for another call.
    Other,
    /// The same call is being done.
    GoingOn,
}

impl Engine {
    /// Begins a call of a token under a key. `call` is all that makes the call: method, address and body.
    pub async fn begin_call(&self, actor: &Actor, key: &str, call: &str) -> Result<Begin, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::KeepAnswers, None).await?;
        if key.is_empty() || key.len() > KEY_MOST || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Fault::new("Idempotency-Key", FaultCode::WrongFormat)
                .with("example", "8e03978e-40d5-43dd-bc93-6894a57f9324")
                .into());
        }
        let (token, now, hash) = (token(actor)?, self.now(), secret_hash(call));
        if api_answers::begin(&mut tx, (token, key, now), &hash, (now - KEPT, now - LEFT)).await? {
            tx.commit().await?;
            return Ok(Begin::First(Call { token, key: key.to_owned(), begun_at: now }));
        }
        let found = api_answers::find(&mut tx, token, key).await?.ok_or(Error::Conflict)?;
        Ok(match found {
            Row { call_hash, .. } if call_hash != hash => Begin::Other,
            Row { status: Some(status), content_type, body, .. } => {
                let status = u16::try_from(status).map_err(|_| Error::Internal("an answer has no status"))?;
                Begin::Known(Answered { status, content_type, body: body.unwrap_or_default() })
            }
            Row { status: None, .. } => Begin::GoingOn,
        })
    }

    /// Ends a call: its answer is kept, or, without one, it may be tried again.
    pub async fn end_call(&self, actor: &Actor, call: &Call, answer: Option<&Answered>) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::KeepAnswers, None).await?;
        let begun = (call.token, call.key.as_str(), call.begun_at);
        match answer {
            Some(answer) => {
                let kept = (i64::from(answer.status), answer.content_type.as_deref(), answer.body.as_slice());
                api_answers::end(&mut tx, begun, kept).await?;
            }
            None => api_answers::forget(&mut tx, begun).await?,
        }
        Ok(tx.commit().await?)
    }

    /// Deletes answers whose time is over.
    pub async fn purge_answers(&self, actor: &Actor) -> Result<u64, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::PurgeAccounts, None).await?;
        let n_deleted = api_answers::purge(&mut tx, self.now() - KEPT).await?;
        tx.commit().await?;
        Ok(n_deleted)
    }
}

fn token(actor: &Actor) -> Result<ApiTokenId, Error> {
    let limits = actor.limits.as_ref().ok_or(Refusal::SignInNeeded)?;
    Ok(limits.token)
}
