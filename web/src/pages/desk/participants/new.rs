//! Entering somebody by hand: a company with its first person, or an expert.

use super::{
    edit::{company_input, company_section, person_fields},
    person::new_person,
};
use crate::{
    App,
    error::Error,
    form::{
        answers::{self, TermChoices},
        filled::Filled,
    },
    page::FormFaults,
    pages::{
        InEvent,
        desk::{
            names,
            parts::{FormPage, Section, Shown, done, must, way},
        },
    },
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use carnet_engine::{
    CategoryId, ExpertInput, RegistrationForm,
    domain::{
        access::UseCase,
        category::{Categories, CategoryKind},
        form::Block,
        registration::NewRegistration,
    },
};

/// What both forms need.
struct Setting {
    form: RegistrationForm,
    categories: Categories,
    /// The category that was chosen, or the first of its kind.
    chosen: Option<CategoryId>,
}

impl Setting {
    async fn read(app: &App, at: &InEvent, filled: &Filled, experts: bool) -> Result<Self, Error> {
        let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
        let form = app.engine().show_registration_form(&at.visitor.actor, at.id).await?;
        let mut categories = setup.categories;
        categories.list.retain(|category| (category.kind == CategoryKind::Expert) == experts);
        let first = categories.list.first().map(|category| category.id);
        let chosen = filled.get("category").parse().ok().filter(|id| categories.find(*id).is_some());
        Ok(Self { form, chosen: chosen.or(first), categories })
    }

    fn asked(&self, block: Block) -> Vec<&carnet_engine::domain::form::Field> {
        self.chosen.map_or_else(Vec::new, |category| self.form.form.of(block, category))
    }

    fn page(&self, at: &InEvent, path: &str, (title, fields): (&str, &Shown)) -> FormPage {
        let words = at.visitor.words;
        let fields = fields.fields(words);
        let categories = names::categories(words.0, &self.categories);
        let chosen = self.chosen.map_or_else(String::new, |id| id.to_string());
        let options = names::options(String::new(), &categories).into_iter().skip(1).collect();
        let category =
            crate::form::Field::choice("category", words.t("participants-category"), options, &chosen);
        let company = company_section(&fields).all(answers::fields(
            &fields,
            "company",
            &self.asked(Block::Company),
            &TermChoices::new(words, &self.form),
        ));
        // The category stands above: it decides what is asked.
        let person: Vec<_> = person_fields(&fields, path, Vec::new()).into_iter().take(3).collect();
        let person = Section::plain(person).all(answers::fields(
            &fields,
            path,
            &self.asked(Block::Person),
            &TermChoices::new(words, &self.form),
        ));
        let back = (super::AREA, way(at, super::AREA, words.t("participants-title")));
        FormPage::new(at, words.t(title), back, words.t("participants-enter"))
            .section(Section::plain(vec![category]).help(words.t("participants-category-first")))
            .section(Section { title: words.t("participants-company"), ..company })
            .section(Section { title: words.t("participants-first-person"), ..person })
    }
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    must(&at, UseCase::Register)?;
    let filled = Filled::from_iter(pairs);
    let setting = Setting::read(&app, &at, &filled, false).await?;
    let shown = Shown::first(filled);
    let page = setting.page(&at, "people[0]", ("participants-new", &shown));
    shown.render(page.intro(at.visitor.words.t("participants-new-help")))
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::Register)?;
    let setting = Setting::read(&app, &at, &filled, false).await?;
    let new = NewRegistration {
        category: setting.chosen.ok_or(Error::NoPage)?,
        company: company_input(&filled, &setting.asked(Block::Company)),
        people: vec![new_person("people[0]", &filled, &setting.asked(Block::Person))],
        offerings: Vec::new(),
        consents: Vec::new(),
    };
    match app.engine().register(&at.visitor.actor, at.id, &new).await {
        Ok(registered) => Ok(done(&at, &format!("{}/{}", super::AREA, registered.id), "entered")),
        Err(error) => {
            let shown = Shown::refused(at.visitor.words, filled, error)?;
            let page = setting.page(&at, "people[0]", ("participants-new", &shown));
            shown.render(page)
        }
    }
}

// Experts

fn expert_page(at: &InEvent, setting: &Setting, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let quota = shown.fields(words).number("desk-person-max-meetings", "max_meetings", (0, 1000));
    let page = setting
        .page(at, "person", ("participants-new-expert", &shown))
        .section(Section::plain(vec![quota.help(words.t("desk-person-quota-help"))]))
        .intro(words.t("participants-new-expert-help"));
    shown.render(page)
}

pub(crate) async fn show_expert(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::SaveExpert)?;
    let setting = Setting::read(&app, &at, &Filled::default(), true).await?;
    expert_page(&at, &setting, Shown::first(Filled::default()))
}

pub(crate) async fn save_expert(
    State(app): State<App>,
    at: InEvent,
    filled: Filled,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let setting = Setting::read(&app, &at, &filled, true).await?;
    let mut faults = FormFaults::default();
    let max_meetings = filled.read("max_meetings", words, &mut faults);
    if !faults.is_empty() {
        return expert_page(&at, &setting, Shown::misread(filled, faults));
    }
    let mut person = new_person("person", &filled, &setting.asked(Block::Person));
    person.category = setting.chosen;
    let company = company_input(&filled, &setting.asked(Block::Company));
    let expert = ExpertInput { company, person, max_meetings, unavailable: Vec::new() };
    match app.engine().add_expert(&at.visitor.actor, at.id, None, &expert).await {
        Ok(_) => Ok(done(&at, super::AREA, "entered")),
        Err(error) => expert_page(&at, &setting, Shown::refused(words, filled, error)?),
    }
}
