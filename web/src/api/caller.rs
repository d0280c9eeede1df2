//! Who calls, and for which event.

use super::Error;
use crate::{App, visitor};
use axum::{
    extract::{FromRef, FromRequestParts, RawPathParams},
    http::{header, request::Parts},
};
use carnet_engine::{Actor, Error as EngineError, EventId, Kind, Refusal};

/// A program that calls by a token.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) actor: Actor,
}

impl<S> FromRequestParts<S> for Caller
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let given = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = given.and_then(|value| value.split_once(' '));
        let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let (_, token) = token.ok_or(EngineError::Refused(Refusal::SignInNeeded))?;
        let origin = visitor::from_where(parts);
        let actor = App::from_ref(state).engine().resume_api_token(&origin, token.trim()).await?;
        let caller = Self { actor };
        parts.extensions.insert(caller.clone());
        Ok(caller)
    }
}

/// The event of the address, found by its name: one of the caller's, or one that everybody may know of.
#[derive(Clone, Debug)]
pub(crate) struct OfEvent {
    pub(crate) actor: Actor,
    pub(crate) id: EventId,
}

impl<S> FromRequestParts<S> for OfEvent
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Caller { actor } = Caller::from_request_parts(parts, state).await?;
        let parameters = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Error::NoPage)?;
        let slug = parameters.iter().find(|(name, _)| *name == "event").map(|(_, value)| value.to_owned());
        let slug = slug.ok_or(Error::NoPage)?;
        let app = App::from_ref(state);
        let own = app.engine().list_events(&actor).await?;
        let id = match own.iter().find(|event| event.slug == slug) {
            Some(event) => event.id,
            None => app.engine().show_public_event(&actor, &slug).await?.id,
        };
        // A token of one event finds no other, not even a public one.
        if actor.limits.as_ref().is_some_and(|limits| !limits.reaches(id)) {
            return Err(EngineError::not_found(Kind::Event).into());
        }
        Ok(Self { actor, id })
    }
}
