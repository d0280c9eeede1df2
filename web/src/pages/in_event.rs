//! The event that a page is of: found by its name in the address, with what the visitor is in it.

use super::desk;
use crate::{
    App,
    error::Error,
    page::{EventBar, Layout, Public, Way},
    visitor::Visitor,
};
use axum::{
    extract::{FromRef, FromRequestParts, RawPathParams},
    http::request::Parts,
};
use carnet_engine::{
    Error as EngineError, EventId, Kind, Presence, PublicPages, Refusal,
    domain::{
        access::UseCase,
        event::TextKey,
        look::{ImagePlace, Look},
        request::Person,
        text::Texts,
    },
};
use chrono_tz::Tz;

/// A page of an event.
pub(crate) struct InEvent {
    pub(crate) visitor: Visitor,
    pub(crate) id: EventId,
    pub(crate) slug: String,
    pub(crate) names: Texts,
    pub(crate) zone: Tz,
    /// Its public pages; nothing before it opens and once they are over.
    pub(crate) pages: Option<PublicPages>,
    pub(crate) look: Look,
    /// Whether its pages are over, rather than not there yet.
    pub(crate) over: bool,
    pub(crate) presence: Presence,
    /// What people type to come to the installation.
    pub(crate) base: String,
}

const NO_EVENT: EngineError = EngineError::not_found(Kind::Event);

impl<S> FromRequestParts<S> for InEvent
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        let parameters = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Error::NoPage)?;
        let slug = parameters.iter().find(|(name, _)| *name == "event").map(|(_, value)| value.to_owned());
        let app = App::from_ref(state);
        Self::find(&app, visitor, &slug.ok_or(Error::NoPage)?).await
    }
}

impl InEvent {
    async fn find(app: &App, visitor: Visitor, slug: &str) -> Result<Self, Error> {
        let mut over = false;
        let (id, names, zone, look, pages) = match app.engine().show_public_event(&visitor.actor, slug).await
        {
            Ok(public) => {
                over = public.pages.is_none();
                (public.id, public.names, public.time_zone, public.look, public.pages)
            }
            Err(EngineError::NotFound { .. }) => Self::find_own(app, &visitor, slug).await?,
            Err(error) => return Err(error.into()),
        };
        let presence = app.engine().show_presence(&visitor.actor, id).await?;
        Ok(Self {
            visitor,
            id,
            slug: slug.to_owned(),
            names,
            zone,
            pages,
            look,
            over,
            presence,
            base: app.public_url().to_owned(),
        })
    }

    /// An event that is not public, for those who run it.
    async fn find_own(
        app: &App,
        visitor: &Visitor,
        slug: &str,
    ) -> Result<(EventId, Texts, Tz, Look, Option<PublicPages>), Error> {
        if visitor.account.is_none() {
            return Err(NO_EVENT.into());
        }
        let own = app.engine().list_events(&visitor.actor).await?;
        let id = own.into_iter().find(|event| event.slug == slug).ok_or(NO_EVENT)?.id;
        let setup = app.engine().show_event(&visitor.actor, id).await?;
        let look = app.engine().show_look(&visitor.actor, id).await?;
        Ok((id, setup.event.details.names, setup.event.details.time_zone, look, None))
    }

    /// As whom the visitor takes part: an account does as one person.
    pub(crate) fn person(&self) -> Option<&Person> {
        self.presence.people.first()
    }

    /// The same; without a sign-in, a page to sign in on first.
    pub(crate) fn me(&self) -> Result<&Person, Error> {
        let nobody = || match self.visitor.account {
            Some(_) => EngineError::not_found(Kind::Participant),
            None => EngineError::Refused(Refusal::SignInNeeded),
        };
        self.person().ok_or_else(|| nobody().into())
    }

    /// Whether the visitor may call a use case of the event.
    pub(crate) fn may(&self, use_case: UseCase) -> bool {
        self.presence.may(use_case).is_ok()
    }

    /// An address in the event.
    pub(crate) fn href(&self, rest: &str) -> String {
        format!("/events/{}{rest}", self.slug)
    }

    /// What stands around a page of the event. `here` is the address in the event under which the page stands.
    pub(crate) fn layout(&self, title: String, here: &str) -> Layout {
        let name = self.names.get(self.visitor.language()).to_owned();
        let desk = desk::ways(self, here);
        let ways = self.ways(here, !desk.is_empty());
        let desk = if here.starts_with("/desk") { desk } else { Vec::new() };
        let (space, foot) = (Vec::new(), self.foot(here));
        let (style, logo) = (self.style(), self.image(ImagePlace::Logo));
        let event = Some(EventBar { slug: self.slug.clone(), name, ways, desk, space, foot, style, logo });
        Layout { event, ..Layout::new(&self.visitor, title) }
    }

    /// The same of a page that is for everybody, and whose texts are the organiser's own: search engines may have it. What
    /// participants say of themselves is not for them.
    pub(crate) fn public_layout(&self, title: String, here: &str, description: &str) -> Layout {
        let mut layout = self.layout(title, here);
        layout.public = self.pages.as_ref().map(|_| {
            let picture = self.image(ImagePlace::Banner).or_else(|| self.image(ImagePlace::Logo));
            let image = picture.map(|path| format!("{}{path}", self.base.trim_end_matches('/')));
            Public { image, ..Public::new(&self.base, &self.href(here), description) }
        });
        layout
    }

    fn ways(&self, here: &str, runs_it: bool) -> Vec<Way> {
        let takes_part = !self.presence.people.is_empty();
        let open = self.pages.as_ref().is_some_and(|pages| pages.takes_registrations);
        let all = [
            ("", "event-nav-welcome", true),
            ("/programme", "event-nav-programme", true),
            ("/catalogue", "event-nav-catalogue", true),
            ("/register", "event-nav-register", open && !takes_part && !runs_it),
            ("/me", "event-nav-space", takes_part),
            ("/registration", "event-nav-registration", takes_part),
            ("/desk", "event-nav-desk", runs_it),
        ];
        let shown = all.into_iter().filter(|(.., shown)| *shown);
        let way = |(rest, key, _): (&str, &str, bool)| Way {
            href: self.href(rest),
            text: self.visitor.words.t(key),
            here: rest == here || (!rest.is_empty() && here.starts_with(&format!("{rest}/"))),
        };
        shown.map(way).collect()
    }

    /// Where its own colours are.
    fn style(&self) -> Option<String> {
        self.look.colours.map(|_| self.href(&format!("/look.css?v={}", self.look.version)))
    }

    /// Where a picture of it is.
    pub(crate) fn image(&self, place: ImagePlace) -> Option<String> {
        let there = self.look.images.contains(&place);
        there.then(|| self.href(&format!("/look/{place}?v={}", self.look.version)))
    }

    /// The ways to the texts of the event, which stand below every page of it.
    fn foot(&self, here: &str) -> Vec<Way> {
        if self.pages.is_none() {
            return Vec::new();
        }
        let way = |text: &TextKey| {
            let rest = format!("/pages/{text}");
            let here = rest == here;
            Way { href: self.href(&rest), text: self.visitor.words.t(&format!("text-{text}")), here }
        };
        FOOT.iter().map(way).collect()
    }
}

/// The texts with a page of their own.
pub(super) const FOOT: [TextKey; 5] =
    [TextKey::Practical, TextKey::Contact, TextKey::LegalNotice, TextKey::Privacy, TextKey::Accessibility];
