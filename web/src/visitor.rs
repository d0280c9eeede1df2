//! Who asks for a page, in which language.

use crate::{
    Config,
    error::Error,
    monitoring::Monitoring,
    origin::{Client, Proxies},
    words::Words,
};
use anyhow::Context;
use axum::{
    extract::{FromRef, FromRequestParts, OptionalFromRequestParts, OriginalUri},
    http::{HeaderMap, Uri, header, request::Parts},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use carnet_engine::{
    Actor, Engine, Refusal,
    domain::account::{Account, Language},
};
use std::{convert::Infallible, sync::Arc};

/// What every handler is called on. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    engine: EngineHandle,
    public_url: Arc<str>,
    sends_mails: bool,
    monitoring: Option<Monitoring>,
    proxies: Arc<Proxies>,
}

/// The engine, which says nothing of itself in logs.
#[derive(Clone)]
struct EngineHandle(Engine);

impl std::fmt::Debug for EngineHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Engine")
    }
}

impl App {
    /// A shell over an engine.
    pub fn new(engine: Engine) -> Self {
        Self {
            engine: EngineHandle(engine),
            public_url: "http://localhost:8080".into(),
            sends_mails: false,
            monitoring: None,
            proxies: Arc::default(),
        }
    }

    /// As a configuration says.
    pub fn configured(self, config: &Config) -> anyhow::Result<Self> {
        let sends_mails = config.smtp_url.is_some() || config.mail_folder.is_some();
        let monitoring = config.metrics_listen.map(|_| Monitoring::new()).transpose();
        let proxies = Proxies { trusted: config.trusted_proxies.clone(), header: config.proxy_header };
        Ok(Self {
            public_url: config.public_url.as_str().into(),
            sends_mails,
            monitoring: monitoring.context("metrics")?,
            proxies: Arc::new(proxies),
            ..self
        })
    }

    /// What is counted, where somebody may look at it.
    pub(crate) fn monitoring(&self) -> Option<&Monitoring> {
        self.monitoring.as_ref()
    }

    /// The proxies before this node.
    pub(crate) fn proxies(&self) -> &Proxies {
        &self.proxies
    }

    /// What people type to come here.
    pub(crate) fn public_url(&self) -> &str {
        &self.public_url
    }

    /// Whether something takes mails, or notices wait.
    pub(crate) fn sends_mails(&self) -> bool {
        self.sends_mails
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine.0
    }
}

/// The cookie of a sign-in: of this host alone, over a secure connection alone (browsers take their own machine for secure).
const SIGN_IN: &str = "__Host-carnet";
/// The cookie of a sign-in that waits for its second factor.
const HALF_WAY: &str = "__Host-carnet-factor";
/// The cookie of the language that somebody chose who is not signed in.
const LANGUAGE: &str = "carnet-language";

/// Who asks for a page.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub(crate) actor: Actor,
    pub(crate) account: Option<Account>,
    pub(crate) words: Words,
    /// The page that is asked for, to come back to.
    pub(crate) path: String,
}

impl Visitor {
    pub(crate) fn language(&self) -> Language {
        self.words.0
    }

    /// Somebody of whom nothing is known but the language: for pages that say that nothing can be known at the moment.
    pub(crate) fn stranger(parts: &Parts) -> Self {
        let words = Words(language(&CookieJar::from_headers(&parts.headers), &parts.headers));
        Self { actor: Actor::anonymous(), account: None, words, path: path(parts) }
    }
}

/// The page to come back to: the one that is asked for, or the one from which a form was sent, since nobody can go to where forms
/// go.
fn path(parts: &Parts) -> String {
    // Within a part of the site the address is known without its beginning.
    let whole = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
    let asked = || whole.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    if parts.method.is_safe() { asked() } else { sent_from(parts).unwrap_or_else(asked) }
}

/// The page of this host on which a form was, as the browser says.
pub(crate) fn sent_from(parts: &Parts) -> Option<String> {
    let page: Uri = parts.headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let host = parts.headers.get(header::HOST)?.to_str().ok()?;
    let own = page.authority().is_some_and(|authority| authority.as_str() == host);
    own.then(|| without_done(&page))
}

/// The address of a page, without the word that says what was done there last: it is not what is done now.
fn without_done(page: &Uri) -> String {
    let pairs = form_urlencoded::parse(page.query().unwrap_or_default().as_bytes());
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.extend_pairs(pairs.filter(|(name, _)| name != "done")).finish();
    if query.is_empty() { page.path().to_owned() } else { format!("{}?{query}", page.path()) }
}

/// Whether a browser sends a sign-in, whatever it is worth.
pub(crate) fn sends_sign_in(headers: &HeaderMap) -> bool {
    CookieJar::from_headers(headers).get(SIGN_IN).is_some()
}

impl<S> FromRequestParts<S> for Visitor
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        // Whoever comes by twice in one request is asked once.
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let app = App::from_ref(state);
        let jar = CookieJar::from_headers(&parts.headers);
        let anonymous = from_where(parts);
        let (mut actor, mut account) = (anonymous.clone(), None);
        if let Some(token) = jar.get(SIGN_IN) {
            match app.engine().resume_sign_in(&anonymous, token.value()).await {
                Ok((resumed, whose)) => (actor, account) = (resumed, Some(whose)),
                // A sign-in that has ended leaves a visitor like any other.
                Err(carnet_engine::Error::Refused(Refusal::SignInNeeded)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let chosen = account.as_ref().map(|account| account.language);
        let words = Words(chosen.unwrap_or_else(|| language(&jar, &parts.headers)));
        let visitor = Self { actor, account, words, path: path(parts) };
        parts.extensions.insert(visitor.clone());
        Ok(visitor)
    }
}

/// From where somebody comes who has not signed in, as far as that is known.
pub(crate) fn from_where(parts: &Parts) -> Actor {
    match parts.extensions.get::<Client>() {
        Some(Client(address)) => Actor::anonymous().from(address.to_string()),
        None => Actor::anonymous(),
    }
}

/// The language of somebody who is not signed in: the chosen one, or the first that the browser asks for.
pub(crate) fn language(jar: &CookieJar, headers: &HeaderMap) -> Language {
    let chosen = jar.get(LANGUAGE).and_then(|cookie| Language::parse(cookie.value()).ok());
    chosen.unwrap_or_else(|| {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let mut codes =
            wanted.unwrap_or_default().split(',').map(|one| one.trim().get(..2).unwrap_or_default());
        codes.find_map(|code| Language::parse(&code.to_lowercase()).ok()).unwrap_or(Language::French)
    })
}

/// The sign-in that waits for its second factor.
#[derive(Clone, Debug)]
pub(crate) struct HalfWay(pub(crate) String);

impl<S: Send + Sync> OptionalFromRequestParts<S> for HalfWay {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        Ok(jar.get(HALF_WAY).map(|cookie| Self(cookie.value().to_owned())))
    }
}

/// The secret of the present sign-in.
pub(crate) fn token(jar: &CookieJar) -> Option<String> {
    jar.get(SIGN_IN).map(|cookie| cookie.value().to_owned())
}

/// Signed in: the sign-in is in the cookie, what led there is gone.
pub(crate) fn signed_in(jar: CookieJar, token: String) -> CookieJar {
    jar.remove(gone(HALF_WAY)).add(guarded(SIGN_IN, token))
}

/// The password was right, the second factor is still asked for.
pub(crate) fn half_way(jar: CookieJar, token: String) -> CookieJar {
    jar.add(guarded(HALF_WAY, token))
}

/// Signed out.
pub(crate) fn signed_out(jar: CookieJar) -> CookieJar {
    jar.remove(gone(SIGN_IN)).remove(gone(HALF_WAY))
}

/// A link of a mail, whose secret is kept in a cookie of its own rather than in an address.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Link {
    /// To set a password.
    Password,
    /// To take an address for the account.
    Email,
}

impl Link {
    const fn cookie(self) -> &'static str {
        match self {
            Self::Password => "__Host-carnet-password",
            Self::Email => "__Host-carnet-email",
        }
    }
}

/// Remembers the secret of a link until the browser closes, or the link is used.
pub(crate) fn carries(jar: CookieJar, link: Link, secret: String) -> CookieJar {
    jar.add(guarded(link.cookie(), secret))
}

/// The secret of a link that was followed.
pub(crate) fn carried(jar: &CookieJar, link: Link) -> Option<String> {
    jar.get(link.cookie()).map(|cookie| cookie.value().to_owned())
}

/// Forgets the secret of a link.
pub(crate) fn drops(jar: CookieJar, link: Link) -> CookieJar {
    jar.remove(gone(link.cookie()))
}

/// Remembers the language of somebody who is not signed in.
pub(crate) fn speaks(jar: CookieJar, language: Language) -> CookieJar {
    jar.add(Cookie::build((LANGUAGE, language.as_str())).path("/").same_site(SameSite::Lax).permanent())
}

fn guarded(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build()
}

fn gone(name: &'static str) -> Cookie<'static> {
    Cookie::build(name).path("/").secure(true).build()
}
