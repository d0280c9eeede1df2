//! How the pages of the event look: two colours, a logo, a banner.

use crate::{
    App,
    error::Error,
    files,
    form::{Field, filled::Filled},
    page::{FormFaults, Layout, refused, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Multipart, State},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use carnet_engine::{
    Error as EngineError,
    domain::{
        access::UseCase,
        files::NewFile,
        look::{ImageChange, ImagePlace, NewLook},
    },
};
use std::collections::BTreeMap;

/// What is proposed to begin with: the colours that all events have.
const MAIN: &str = "#1d4e5f";
const TINT: &str = "#e6eff1";
const PICTURES: &str = "image/png,image/jpeg,image/webp,image/gif";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/look", get(show).post(set).layer(DefaultBodyLimit::disable()))
}

#[derive(Template)]
#[template(path = "desk/look.html")]
struct LookPage {
    layout: Layout,
    faults: FormFaults,
    href: String,
    version: i64,
    own: Field,
    main: Field,
    tint: Field,
    images: Vec<ImageLine>,
}

struct ImageLine {
    title: String,
    /// The present picture, where there is one.
    src: Option<String>,
    file: Field,
    remove: Field,
}

async fn show(at: InEvent) -> Result<Response, Error> {
    may(&at)?;
    let colours = at.look.colours;
    let mut filled = Filled::default();
    filled.tick("own", colours.is_some());
    filled.put("main", colours.map_or_else(|| MAIN.to_owned(), |colours| colours.main.to_string()));
    filled.put("tint", colours.map_or_else(|| TINT.to_owned(), |colours| colours.tint.to_string()));
    page(&at, FormFaults::default(), &filled)
}

/// Whoever may not set it does not see it.
fn may(at: &InEvent) -> Result<(), EngineError> {
    Ok(at.presence.may(UseCase::SetLook)?)
}

fn page(at: &InEvent, faults: FormFaults, filled: &Filled) -> Result<Response, Error> {
    let words = at.visitor.words;
    let colour = |name: &str, key: &str| {
        let field = Field::line("color", name, words.t(key), filled.get(name));
        field.help(words.t(&format!("{key}-help"))).fault(&faults, name)
    };
    let image = |place: &ImagePlace| {
        let name = place.as_str();
        let file = Field::file(name, words.t("look-choose"), PICTURES);
        ImageLine {
            title: words.t(&format!("look-{place}")),
            src: at.image(*place),
            file: file.help(words.t(&format!("look-{place}-help"))).fault(&faults, name),
            remove: Field::tick(&format!("remove-{place}"), words.t("look-remove"), false),
        }
    };
    render(&LookPage {
        layout: at.layout(words.t("desk-nav-look"), "/desk/look"),
        href: at.href("/desk/look"),
        version: at.look.version,
        own: Field::tick("own", words.t("look-own"), filled.has("own")).help(words.t("look-own-help")),
        main: colour("main", "look-main"),
        tint: colour("tint", "look-tint"),
        images: ImagePlace::ALL.iter().map(image).collect(),
        faults,
    })
}

async fn set(State(app): State<App>, at: InEvent, form: Multipart) -> Result<Response, Error> {
    may(&at)?;
    let (filled, mut sent) = files::read_form(form).await?;
    let colours = || (filled.get("main").to_owned(), filled.get("tint").to_owned());
    let new = NewLook { colours: filled.has("own").then(colours), images: changes(&filled, &mut sent) };
    let seen = filled.get("version").parse().unwrap_or_default();
    match app.engine().set_look(&at.visitor.actor, at.id, seen, &new).await {
        Ok(_) => Ok(Redirect::to(&at.href("/desk/look?done=look-set")).into_response()),
        Err(EngineError::Conflict) => {
            let faults = FormFaults::whole(at.visitor.words.t("look-conflict"));
            refused(faults.status(), page(&at, faults, &filled))
        }
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            refused(faults.status(), page(&at, faults, &filled))
        }
    }
}

/// What becomes of each picture: a new one stands above its removal.
fn changes(filled: &Filled, sent: &mut BTreeMap<String, NewFile>) -> BTreeMap<ImagePlace, ImageChange> {
    let change = |place: &ImagePlace| {
        let change = match sent.remove(place.as_str()) {
            Some(file) => ImageChange::Replace(file),
            None if filled.has(&format!("remove-{place}")) => ImageChange::Remove,
            None => ImageChange::Keep,
        };
        (*place, change)
    };
    ImagePlace::ALL.iter().map(change).collect()
}
