//! The pages of registering: each step, what one reads before and after.

use super::{Filling, Step, blocks::Group, fill::Verb};
use crate::{
    App,
    error::Error,
    form::answers,
    format,
    page::{FormFaults, Layout, refused, render},
    pages::InEvent,
    prose,
};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use carnet_engine::domain::{
    form::{Answers, Block},
    registration::OfferingKind,
};

/// Whether somebody may register now.
pub(super) fn is_open(at: &InEvent) -> bool {
    at.pages.as_ref().is_some_and(|pages| pages.takes_registrations)
}

#[derive(Template)]
#[template(path = "register/closed.html")]
struct ClosedPage {
    layout: Layout,
    catalogue: String,
    over: bool,
}

/// Registration is not open, or no more.
pub(super) fn closed(at: &InEvent) -> Result<Response, Error> {
    let layout = at.layout(at.visitor.words.t("register-title"), "/register");
    render(&ClosedPage { layout, catalogue: at.href("/catalogue"), over: at.pages.is_none() })
}

#[derive(Template)]
#[template(path = "register/received.html")]
struct ReceivedPage {
    layout: Layout,
    home: String,
}

/// What happens next, for whoever registered without having signed in.
pub(super) async fn received(at: InEvent) -> Result<Response, Error> {
    let layout = at.layout(at.visitor.words.t("register-received-title"), "/register");
    render(&ReceivedPage { layout, home: at.href("") })
}

/// What stands around every step.
struct Frame {
    href: String,
    step: Step,
    /// Each step with whether it is the present one.
    steps: Vec<(String, bool)>,
    /// The version of the draft that this page shows.
    version: Option<i64>,
    /// What is filled in so far, for those for whom nobody keeps it.
    draft: Option<String>,
}

impl Frame {
    fn of(filling: &Filling<'_>, step: Step) -> Self {
        let words = filling.at.visitor.words;
        let name = |one: Step| (words.t(&format!("register-step-{}", one.word())), one == step);
        // Where there is one account there is one draft, and no page needs to carry it.
        let carried = filling.at.visitor.account.is_none();
        Self {
            href: filling.at.href("/register"),
            step,
            steps: Step::ALL.into_iter().map(name).collect(),
            version: filling.version,
            draft: carried.then(|| serde_json::to_string(&filling.draft).unwrap_or_default()),
        }
    }
}

#[derive(Template)]
#[template(path = "register/start.html")]
struct StartPage {
    layout: Layout,
    faults: FormFaults,
    frame: Frame,
    until: Option<String>,
    /// Each category with whether it is chosen.
    categories: Vec<(String, String, bool)>,
    /// What the visitor has registered already.
    registered: Vec<String>,
    own: String,
    /// Where to sign in; nothing for those who have.
    sign_in: Option<String>,
    kept: bool,
}

#[derive(Template)]
#[template(path = "register/block.html")]
struct BlockPage {
    layout: Layout,
    faults: FormFaults,
    frame: Frame,
    lead: String,
    groups: Vec<Group>,
    /// What is said where there is no block yet.
    nothing: String,
    /// The buttons that add a block, by their verb and words.
    adds: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "register/check.html")]
struct CheckPage {
    layout: Layout,
    faults: FormFaults,
    frame: Frame,
    parts: Vec<Part>,
    consents: Vec<ConsentLine>,
}

/// A block as it is read once more.
struct Part {
    step: Step,
    title: String,
    facts: Vec<(String, String)>,
}

struct ConsentLine {
    name: String,
    version: i64,
    html: String,
    required: bool,
    given: bool,
    fault: Option<String>,
}

/// A step.
pub(super) async fn step(
    app: &App,
    filling: &Filling<'_>,
    step: Step,
    faults: FormFaults,
) -> Result<Response, Error> {
    // Fields depend on the category.
    let step = if filling.has_category() { step } else { Step::Start };
    let (at, words) = (filling.at, filling.at.visitor.words);
    let title = words.t(&format!("register-step-{}", step.word()));
    let layout = at.layout(title, "/register");
    let frame = Frame::of(filling, step);
    match step {
        Step::Start => start(app, filling, (layout, frame, faults)).await,
        Step::Company | Step::People | Step::Offerings => {
            let groups = filling.groups(step, &faults);
            let nothing = words.t("register-no-offerings");
            let lead = words.t(&format!("register-{}-lead", step.word()));
            let adds = adds(filling, step);
            render(&BlockPage { layout, faults, frame, lead, groups, nothing, adds })
        }
        Step::Check => {
            let consents = consents(filling, &faults);
            render(&CheckPage { layout, parts: parts(filling), consents, faults, frame })
        }
    }
}

/// The same step once more, with what is wrong.
pub(super) async fn again(
    app: &App,
    filling: &Filling<'_>,
    at: Step,
    faults: FormFaults,
) -> Result<Response, Error> {
    let status = faults.status();
    refused(status, step(app, filling, at, faults).await)
}

/// Goes to a step: by an address where the engine keeps what is filled in, or else with the page itself.
pub(super) async fn go_to(
    app: &App,
    filling: &Filling<'_>,
    verb: Verb,
    there: Step,
) -> Result<Response, Error> {
    if filling.version.is_none() {
        return step(app, filling, there, FormFaults::default()).await;
    }
    let fragment = match verb {
        Verb::AddPerson => format!("#group-people[{}]", filling.draft.people.len() - 1),
        Verb::AddOffering(_) => format!("#group-offerings[{}]", filling.draft.offerings.len() - 1),
        _ => String::new(),
    };
    let address = filling.at.href(&format!("/register?step={}{fragment}", there.word()));
    Ok(Redirect::to(&address).into_response())
}

async fn start(
    app: &App,
    filling: &Filling<'_>,
    (layout, frame, faults): (Layout, Frame, FormFaults),
) -> Result<Response, Error> {
    let (at, language) = (filling.at, filling.at.visitor.language());
    let registered = match &at.visitor.account {
        Some(_) => app.engine().list_own_registrations(&at.visitor.actor, at.id).await?,
        None => Vec::new(),
    };
    let category = |(id, names): &(carnet_engine::CategoryId, carnet_engine::domain::text::Texts)| {
        (id.to_string(), names.get(language).to_owned(), *id == filling.draft.category)
    };
    let until = at.pages.as_ref().and_then(|pages| pages.registration_closes_at);
    let sign_in = at.visitor.account.is_none();
    render(&StartPage {
        layout,
        faults,
        until: until.map(|end| format::moment(language, at.zone, end)),
        categories: filling.form.categories.iter().map(category).collect(),
        registered: registered.into_iter().map(|own| own.dossier.registration.company_name).collect(),
        own: at.href("/registration"),
        sign_in: sign_in.then(|| crate::pages::account::sign_in_to(&at.href("/register"))),
        kept: frame.version.is_some(),
        frame,
    })
}

/// What may be added on a step.
fn adds(filling: &Filling<'_>, step: Step) -> Vec<(&'static str, String)> {
    let (words, settings) = (filling.at.visitor.words, &filling.form.settings);
    let (people, offerings) = (filling.draft.people.len(), filling.draft.offerings.len());
    match step {
        Step::People if people < settings.most_people => {
            vec![("add-person", words.t("register-add-person"))]
        }
        Step::Offerings if offerings < settings.most_offerings => {
            vec![("add-offer", words.t("register-add-offer")), ("add-want", words.t("register-add-want"))]
        }
        _ => Vec::new(),
    }
}

/// Everything that is filled in, to be read once more.
fn parts(filling: &Filling<'_>) -> Vec<Part> {
    let (words, draft) = (filling.at.visitor.words, &filling.draft);
    let own = |block, given: &Answers, facts: &mut Vec<(String, String)>| {
        for field in filling.form.form.asked(block, draft.category, given) {
            if let Some(answer) = given.get(&field.name) {
                let label = field.definition.labels.get(words.0).to_owned();
                facts.push((label, answers::in_words(words, &filling.terms, &field.definition, answer)));
            }
        }
    };
    let company = &draft.company;
    let mut facts = vec![
        (words.t("register-field-name"), company.name.clone()),
        (words.t("register-field-country"), crate::countries::name(words, &company.country)),
    ];
    facts.extend(company.region.clone().map(|region| (words.t("register-field-region"), region)));
    own(Block::Company, &company.answers, &mut facts);
    let mut parts = vec![Part { step: Step::Company, title: words.t("register-step-company"), facts }];
    for (i, person) in draft.people.iter().enumerate() {
        let mut facts = vec![
            (words.t("register-field-name"), person.name.clone()),
            (words.t("register-field-email"), person.email.clone()),
        ];
        own(Block::Person, &person.answers, &mut facts);
        let title = words.n("register-person", i as i64 + 1);
        parts.push(Part { step: Step::People, title, facts });
    }
    for (i, offering) in draft.offerings.iter().enumerate() {
        let mut facts = vec![(words.t("register-field-title"), offering.title.clone())];
        let text = Some(offering.text.clone()).filter(|text| !text.trim().is_empty());
        facts.extend(text.map(|text| (words.t("register-field-text"), text)));
        own(Block::Offering, &offering.answers, &mut facts);
        let key = if offering.kind == OfferingKind::Offer { "register-offer" } else { "register-want" };
        parts.push(Part { step: Step::Offerings, title: words.n(key, i as i64 + 1), facts });
    }
    parts
}

fn consents(filling: &Filling<'_>, faults: &FormFaults) -> Vec<ConsentLine> {
    let texts = filling.form.consents.iter();
    texts
        .map(|text| {
            let name = format!("consents.{}", text.purpose);
            let given = (text.purpose.clone(), text.version);
            ConsentLine {
                fault: faults.at(&name).map(str::to_owned),
                name,
                version: text.version,
                html: prose::html(text.texts.get(filling.at.visitor.language())),
                required: text.required,
                given: filling.draft.consents.contains(&given),
            }
        })
        .collect()
}
