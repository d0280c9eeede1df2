//! The demo event behind the router, in process, and a browser that keeps its cookies.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
};
use carnet_engine::{
    ActivityView, Database, PasswordCost, Settings,
    demo::{self, Demo, PASSWORD, Player, Recipe, SLUG},
    domain::{event::EventSetup, seal::SealingKey},
};
use carnet_web::{App, router};
use scraper::{Html, Selector};
use std::{collections::BTreeMap, sync::LazyLock};
use tower::ServiceExt;

/// The demo event, which each test may change for people of its own.
pub(crate) struct World {
    pub(crate) demo: Demo,
    pub(crate) router: Router,
    pub(crate) runtime: tokio::runtime::Runtime,
    // The file of SQLite goes with it.
    _folder: tempfile::TempDir,
}

impl World {
    /// The activities of the demo event, as its principal administrator sees them.
    pub(crate) fn activities(&self) -> Vec<ActivityView> {
        let (actor, event) = (self.demo.cast.principal.actor(), self.demo.event);
        self.runtime.block_on(self.demo.engine.list_activities(&actor, event)).expect("activities")
    }

    /// What is set for the demo event.
    pub(crate) fn setup(&self) -> EventSetup {
        let (actor, event) = (self.demo.cast.principal.actor(), self.demo.event);
        self.runtime.block_on(self.demo.engine.show_event(&actor, event)).expect("the event")
    }
}

pub(crate) static WORLD: LazyLock<World> = LazyLock::new(build);

/// Another one, in which all pages are looked at in both languages: whoever changes the language of an account changes it for
/// everybody who reads pages of that account at the same time.
pub(crate) static LOOKED_AT: LazyLock<World> = LazyLock::new(build);

fn build() -> World {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let settings = Settings {
        password_cost: PasswordCost { memory_kib: 8, passes: 1 },
        organisers_need_second_factor: false,
        ..Settings::default()
    };
    let recipe = Recipe { n_exhibitors: 30, n_visitors: 20, n_experts: 4, n_meetings: 40, ..Recipe::small() };
    let demo = runtime.block_on(async {
        let file = folder.path().join("web.db");
        let database = Database::open(&format!("sqlite:{}", file.display())).await.expect("a database");
        let key = SealingKey::new(&[7; 32]);
        demo::build(database, settings, key, &recipe).await.expect("the demo event")
    });
    let router = router(App::new(demo.engine.clone()));
    World { demo, router, runtime, _folder: folder }
}

/// A page, or where it leads.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) text: String,
}

impl Page {
    /// An attribute of each that a selector finds and that has it.
    pub(crate) fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let html = Html::parse_document(&self.text);
        html.select(&selector).filter_map(|found| found.value().attr(name)).map(str::to_owned).collect()
    }

    /// Whether it is a page to read.
    pub(crate) fn is_html(&self) -> bool {
        self.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
    }

    /// The texts of all that a selector finds.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let html = Html::parse_document(&self.text);
        let text = |found: scraper::ElementRef<'_>| found.text().collect::<String>().trim().to_owned();
        html.select(&selector).map(text).collect()
    }

    /// An attribute of the first that a selector finds.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let html = Html::parse_document(&self.text);
        Some(html.select(&selector).next()?.value().attr(name)?.to_owned())
    }
}

impl Page {
    /// What a browser would send of a form as it stands, but for its buttons.
    pub(crate) fn fields(&self, form: &str) -> Vec<(String, String)> {
        let html = Html::parse_document(&self.text);
        let selector = Selector::parse(&format!("{form} :is(input, select, textarea)")).expect("a selector");
        let mut fields = Vec::new();
        for field in html.select(&selector) {
            let Some(name) = field.value().attr("name") else { continue };
            let kind = field.value().attr("type").unwrap_or_default();
            let value = field.value().attr("value");
            let sent = match (field.value().name(), kind) {
                ("textarea", _) => Some(field.text().collect()),
                ("select", _) => {
                    let chosen = Selector::parse("option[selected]").expect("a selector");
                    let first = Selector::parse("option").expect("a selector");
                    let option = field.select(&chosen).next().or_else(|| field.select(&first).next());
                    option.and_then(|option| option.value().attr("value")).map(str::to_owned)
                }
                (_, "radio" | "checkbox") => {
                    let checked = field.value().attr("checked").is_some();
                    checked.then(|| value.unwrap_or("on").to_owned())
                }
                (_, "file") => None,
                _ => Some(value.unwrap_or_default().to_owned()),
            };
            fields.extend(sent.map(|sent| (name.to_owned(), sent)));
        }
        fields
    }
}

/// Somebody's browser: it keeps cookies, and says that forms are of the same site.
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    language: &'static str,
}

impl Browser {
    pub(crate) fn new(language: &'static str) -> Self {
        Self::at(WORLD.router.clone(), language)
    }

    /// A browser that looks at another shell.
    pub(crate) fn at(router: Router, language: &'static str) -> Self {
        Self { router, cookies: BTreeMap::new(), language }
    }

    /// A browser of somebody who has signed in.
    pub(crate) fn of(player: &Player) -> Self {
        Self::new("fr").signed_in(player)
    }

    /// The same browser, once somebody has signed in.
    pub(crate) fn signed_in(self, player: &Player) -> Self {
        let mut browser = self;
        let form = [("email", player.email.as_str()), ("password", PASSWORD), ("next", "/")];
        let page = browser.post("/account/sign-in", &form);
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        browser
    }

    pub(crate) fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, Body::empty(), "same-origin")
    }

    pub(crate) fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Page {
        self.send(Method::POST, path, body(form), "same-origin")
    }

    /// Sends a form with other fields beside its file.
    pub(crate) fn send_file(&mut self, path: &str, form: &[(&str, &str)], file: &[u8]) -> Page {
        let part = |name: &str| format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"");
        let mut text = Vec::new();
        for (name, value) in form {
            text.extend(format!("{}\r\n\r\n{value}\r\n", part(name)).bytes());
        }
        text.extend(format!("{}; filename=\"a file\"\r\n\r\n", part("file")).bytes());
        text.extend(file);
        text.extend(b"\r\n--part--\r\n");
        let kind = "multipart/form-data; boundary=part";
        self.send_as(kind, Method::POST, path, Body::from(text), "same-origin")
    }

    /// Sends a file by a form.
    pub(crate) fn upload(&mut self, path: &str, name: &str, content: &[u8]) -> Page {
        self.upload_with(path, &[], &[("file", name, content)])
    }

    /// Sends a form with fields and files: of each the field, its name and what is in it.
    pub(crate) fn upload_with(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            let part =
                format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        for (field, name, content) in files {
            let head = format!(
                "--part\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend([head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend(b"--part--\r\n");
        self.send_as(
            "multipart/form-data; boundary=part",
            Method::POST,
            path,
            Body::from(body),
            "same-origin",
        )
    }

    /// A form that another site sends.
    pub(crate) fn post_from_elsewhere(&mut self, path: &str, form: &[(&str, &str)]) -> Page {
        self.send(Method::POST, path, body(form), "cross-site")
    }

    fn send(&mut self, method: Method, path: &str, body: Body, site: &str) -> Page {
        self.send_as("application/x-www-form-urlencoded", method, path, body, site)
    }

    fn send_as(&mut self, kind: &str, method: Method, path: &str, body: Body, site: &str) -> Page {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "carnet.example")
            .header("sec-fetch-site", site)
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, kind)
            .body(body)
            .expect("a request");
        let world = &*WORLD;
        let page = world.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("a response");
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 2_000_000).await.expect("a body");
            let location = parts.headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
            Page {
                status: parts.status,
                location: location.map(str::to_owned),
                text: String::from_utf8_lossy(&bytes).into_owned(),
                headers: parts.headers,
            }
        });
        self.keep(&page);
        page
    }

    fn keep(&mut self, page: &Page) {
        for cookie in page.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("a cookie");
            let (pair, rest) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').expect("a name and a value");
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

fn body(form: &[(&str, &str)]) -> Body {
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(form);
    Body::from(text.finish())
}

/// An address in the demo event.
pub(crate) fn at(rest: &str) -> String {
    format!("/events/{SLUG}{rest}")
}
