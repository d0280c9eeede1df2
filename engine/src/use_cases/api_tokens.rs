//! Tokens by which programs call: made, listed, used, withdrawn.

use super::tokens::secret_hash;
use crate::{
    AccountId, Actor, ApiTokenId, Engine, Error, EventId, Fault, FaultCode, Kind, Refusal, Who,
    domain::{
        access::{Standings, UseCase},
        api_token::{ApiToken, NewApiToken, PREFIX},
    },
    store::{Tx, accounts, api_tokens, roles},
};
use chrono::TimeDelta;
use serde_json::json;
use std::sync::Arc;

/// A token is marked as used at most this often, so that reading does not always write.
const TOUCHED_EVERY: TimeDelta = TimeDelta::minutes(1);
/// The most tokens of an account.
const MOST: usize = 50;

impl Engine {
    /// Makes a token of the own account, and yields its secret: this once only.
    pub async fn create_api_token(
        &self,
        actor: &Actor,
        new: &NewApiToken,
    ) -> Result<(ApiTokenId, String), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::ManageApiTokens, None).await?;
        let account = self.own_account(&mut tx, actor).await?.id;
        let token = new.check(self.id(), self.now())?;
        if let Some(event) = token.event {
            self.must_be_in(&mut tx, actor, event).await?;
        }
        accounts::lock(&mut tx, account).await?;
        if api_tokens::list(&mut tx, account, self.now()).await?.len() >= MOST {
            return Err(Refusal::TooManyAlready.into());
        }
        let secret = format!("{PREFIX}{}", self.secret_text());
        api_tokens::insert(&mut tx, account, &token, &secret_hash(&secret)).await?;
        let entry = self.entry(actor, "api-token.created", Kind::ApiToken, token.id);
        let (scopes, event, expires_at) = (&token.scopes, token.event, token.expires_at);
        tx.record(entry.after(json!({ "scopes": scopes, "event": event, "expires_at": expires_at })));
        tx.commit().await?;
        Ok((token.id, secret))
    }

    /// A token can only be for an event in which its owner is something.
    async fn must_be_in(&self, tx: &mut Tx, actor: &Actor, event: EventId) -> Result<(), Error> {
        let standing = roles::standing(tx, actor, Some(event)).await?;
        if standing.administrator || !standing.roles.is_empty() {
            Ok(())
        } else {
            Err(Fault::new("event", FaultCode::UnknownReference).into())
        }
    }

    /// The own tokens that can be used, the latest first.
    pub async fn list_api_tokens(&self, actor: &Actor) -> Result<Vec<ApiToken>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ManageApiTokens, None).await?;
        let account = own(actor)?;
        Ok(api_tokens::list(&mut tx, account, self.now()).await?)
    }

    /// Ends an own token.
    pub async fn withdraw_api_token(&self, actor: &Actor, id: ApiTokenId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::ManageApiTokens, None).await?;
        if !api_tokens::withdraw(&mut tx, id, own(actor)?, self.now()).await? {
            return Err(Error::not_found(Kind::ApiToken));
        }
        tx.record(self.entry(actor, "api-token.withdrawn", Kind::ApiToken, id));
        Ok(tx.commit().await?)
    }

    /// For whom a token calls, as an actor for all other use cases: its owner, within its limits. Counts as a call, of which
    /// there may be only so many.
    pub async fn resume_api_token(&self, origin: &Actor, secret: &str) -> Result<Actor, Error> {
        let (hash, now) = (secret_hash(secret), self.now());
        let mut tx = self.read().await?;
        let found = api_tokens::find(&mut tx, &hash, now).await?;
        drop(tx);
        let holder = found.ok_or(Refusal::SignInNeeded)?;
        self.count_call(holder.limits.token).await?;
        if holder.last_used_at.is_none_or(|used| used + TOUCHED_EVERY <= now) {
            let mut tx = self.write().await?;
            api_tokens::touch(&mut tx, holder.limits.token, now).await?;
            tx.commit().await?;
        }
        Ok(Actor {
            who: Who::Account(holder.account),
            origin: origin.origin.clone(),
            limits: Some(Arc::new(holder.limits)),
            standings: Standings::kept(),
        })
    }
}

fn own(actor: &Actor) -> Result<AccountId, Error> {
    actor.account_id().ok_or_else(|| Refusal::SignInNeeded.into())
}
