//! The space of somebody who takes part: as whom, and the ways in it.

use crate::{
    App,
    error::Error,
    page::{Layout, Way},
    pages::InEvent,
};
use axum::{
    extract::{FromRef, FromRequestParts},
    http::request::Parts,
};
use carnet_engine::domain::{access::UseCase, request::Person};

/// A page of the space: of an event, for one who takes part in it.
pub(crate) struct Space {
    pub(crate) at: InEvent,
    pub(crate) me: Person,
}

impl<S> FromRequestParts<S> for Space
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let at = InEvent::from_request_parts(parts, state).await?;
        let me = at.me()?.clone();
        Ok(Self { at, me })
    }
}

/// The pages: where each stands, its name, and what somebody may who sees it. Before a registration is validated there are few.
const WAYS: &[(&str, &str, UseCase)] = &[
    ("/me", "space-nav-home", UseCase::ShowRegistration),
    ("/agenda", "space-nav-agenda", UseCase::ShowAgenda),
    ("/requests", "space-nav-requests", UseCase::ListRequests),
    ("/messages", "space-nav-messages", UseCase::ReadMessages),
    ("/suggestions", "space-nav-suggestions", UseCase::SuggestMeetings),
    ("/me/availability", "space-nav-availability", UseCase::ShowAvailability),
    ("/me/profile", "space-nav-profile", UseCase::EditRegistration),
    ("/me/company", "space-nav-company", UseCase::ShowRegistration),
];

impl Space {
    /// What stands around a page of the space. `here` is the address in the event under which the page stands.
    pub(crate) fn layout(&self, title: String, here: &str) -> Layout {
        let mut layout = self.at.layout(title, "/me");
        if let Some(event) = &mut layout.event {
            event.space = self.ways(here);
        }
        layout
    }

    fn ways(&self, here: &str) -> Vec<Way> {
        let shown = WAYS.iter().filter(|(.., use_case)| self.at.may(*use_case));
        let way = |(rest, key, _): &(&str, &str, UseCase)| Way {
            href: self.at.href(rest),
            text: self.at.visitor.words.t(key),
            here: *rest == here,
        };
        shown.map(way).collect()
    }
}
