//! Editing what a registration says, for those whose it is: the company, its offers and wants, its files.

use super::{decide::answer, show::back_to};
use crate::{
    App,
    error::Error,
    files,
    form::Field,
    form::{
        answers::{self, TermChoices},
        filled::{Fields, Filled},
    },
    pages::{
        InEvent,
        desk::parts::{FormPage, Section, Shown, done, must, number},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use carnet_engine::{
    AttachmentId, OfferingChange, OfferingId, RegistrationForm, RegistrationId,
    domain::{
        access::UseCase,
        form::Block,
        registration::{CompanyInput, Dossier, Offering, OfferingInput, OfferingKind},
    },
};

type Of = Path<(String, RegistrationId)>;
type OfOffering = Path<(String, RegistrationId, OfferingId)>;

/// A registration that is edited, with the form that it answers.
pub(super) struct Edited {
    pub(super) dossier: Dossier,
    pub(super) form: RegistrationForm,
}

impl Edited {
    pub(super) async fn read(app: &App, at: &InEvent, id: RegistrationId) -> Result<Self, Error> {
        let dossier = app.engine().show_registration(&at.visitor.actor, at.id, id).await?;
        let form = app.engine().show_registration_form(&at.visitor.actor, at.id).await?;
        // Whoever only takes part edits elsewhere.
        must(at, UseCase::EditRegistration)?;
        Ok(Self { dossier, form })
    }

    /// A page that is a form, with for whom one acts.
    pub(super) fn page(&self, at: &InEvent, title: String) -> FormPage {
        let words = at.visitor.words;
        let back = (super::AREA, back_to(at, &self.dossier));
        let mut page = FormPage::new(at, title, back, words.t("desk-save"));
        page.on_behalf = Some(words.with("desk-on-behalf", "whom", &self.dossier.registration.company_name));
        page
    }

    pub(super) fn rest(&self) -> String {
        format!("{}/{}", super::AREA, self.dossier.registration.id)
    }
}

// The company

pub(crate) async fn company(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
) -> Result<Response, Error> {
    let edited = Edited::read(&app, &at, id).await?;
    let registration = &edited.dossier.registration;
    let mut filled = Filled::default();
    filled.put("company.name", &registration.company_name);
    filled.put("company.country", &registration.country);
    filled.put("company.region", registration.region.as_deref().unwrap_or_default());
    let asked = edited.form.form.of(Block::Company, registration.category);
    answers::fill(&mut filled, "company", &asked, (&registration.answers, &registration.terms));
    filled.put("version", registration.version);
    company_page(&at, &edited, Shown::first(filled))
}

fn company_page(at: &InEvent, edited: &Edited, shown: Shown) -> Result<Response, Error> {
    let asked = edited.form.form.of(Block::Company, edited.dossier.registration.category);
    let fields = shown.fields(at.visitor.words);
    let page = edited
        .page(at, at.visitor.words.t("participants-edit-company"))
        .hidden("version", shown.filled.get("version"))
        .section(company_section(&fields))
        .section(Section::plain(answers::fields(
            &fields,
            "company",
            &asked,
            &TermChoices::new(at.visitor.words, &edited.form),
        )));
    shown.render(page)
}

/// What every company says.
pub(super) fn company_section(fields: &Fields<'_>) -> Section {
    let country =
        fields.text("participants-country-code", "company.country").limit("maxlength", 2).required();
    Section::plain(vec![fields.text("participants-company", "company.name").required()])
        .row(vec![country, fields.text("participants-region", "company.region")])
}

/// The company's block as it was filled in.
pub(super) fn company_input(filled: &Filled, asked: &[&carnet_engine::domain::form::Field]) -> CompanyInput {
    CompanyInput {
        name: filled.get("company.name").to_owned(),
        country: filled.get("company.country").to_owned(),
        region: filled.some("company.region").map(str::to_owned),
        answers: answers::read_block(filled, "company", asked),
    }
}

pub(crate) async fn save_company(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    mut filled: Filled,
) -> Result<Response, Error> {
    let edited = Edited::read(&app, &at, id).await?;
    let registration = &edited.dossier.registration;
    let input = company_input(&filled, &edited.form.form.of(Block::Company, registration.category));
    let seen = (id, number(&filled, "version")?);
    match app.engine().edit_company(&at.visitor.actor, at.id, seen, &input).await {
        Ok(()) => Ok(done(&at, &edited.rest(), "saved")),
        Err(error) => {
            filled.renew("version", registration.version, &error);
            company_page(&at, &edited, Shown::refused(at.visitor.words, filled, error)?)
        }
    }
}

// Offers and wants

pub(crate) async fn new_offering(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
) -> Result<Response, Error> {
    let edited = Edited::read(&app, &at, id).await?;
    offering_page(&at, &edited, None, Shown::first(Filled::default()))
}

pub(crate) async fn offering(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, offering)): OfOffering,
) -> Result<Response, Error> {
    let edited = Edited::read(&app, &at, id).await?;
    let offering = edited.offering(offering)?;
    let mut filled = Filled::default();
    filled.put("offerings[0].kind", offering.kind);
    filled.put("offerings[0].title", &offering.title);
    filled.put("offerings[0].text", &offering.text);
    let asked = edited.form.form.of(Block::Offering, edited.dossier.registration.category);
    answers::fill(&mut filled, "offerings[0]", &asked, (&offering.answers, &offering.terms));
    filled.put("version", offering.version);
    offering_page(&at, &edited, Some(offering), Shown::first(filled))
}

impl Edited {
    fn offering(&self, id: OfferingId) -> Result<&Offering, Error> {
        self.dossier.offerings.iter().find(|offering| offering.id == id).ok_or(Error::NoPage)
    }
}

fn offering_page(
    at: &InEvent,
    edited: &Edited,
    offering: Option<&Offering>,
    shown: Shown,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let asked = edited.form.form.of(Block::Offering, edited.dossier.registration.category);
    let fields = shown.fields(words);
    let title = if offering.is_some() { "participants-edit-offering" } else { "participants-add-offering" };
    let kinds = ("desk-offering", OfferingKind::ALL);
    let mut block = vec![
        fields.word("participants-offering-kind", "offerings[0].kind", kinds),
        fields.text("participants-offering-title", "offerings[0].title").required(),
        fields.lines(5, "participants-offering-text", "offerings[0].text"),
    ];
    block.extend(answers::fields(&fields, "offerings[0]", &asked, &TermChoices::new(words, &edited.form)));
    let page = edited
        .page(at, words.t(title))
        .hidden("version", shown.filled.get("version"))
        .section(Section::plain(block));
    shown.render(page)
}

fn offering_input(edited: &Edited, filled: &Filled) -> OfferingInput {
    let asked = edited.form.form.of(Block::Offering, edited.dossier.registration.category);
    OfferingInput {
        kind: OfferingKind::parse(filled.get("offerings[0].kind")).unwrap_or(OfferingKind::Offer),
        title: filled.get("offerings[0].title").to_owned(),
        text: filled.get("offerings[0].text").to_owned(),
        answers: answers::read_block(filled, "offerings[0]", &asked),
    }
}

pub(crate) async fn add_offering(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let edited = Edited::read(&app, &at, id).await?;
    let input = offering_input(&edited, &filled);
    match app.engine().add_offering(&at.visitor.actor, at.id, id, &input).await {
        Ok(_) => Ok(done(&at, &edited.rest(), "saved")),
        Err(error) => offering_page(&at, &edited, None, Shown::refused(at.visitor.words, filled, error)?),
    }
}

pub(crate) async fn save_offering(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, offering)): OfOffering,
    mut filled: Filled,
) -> Result<Response, Error> {
    let edited = Edited::read(&app, &at, id).await?;
    let present = edited.offering(offering)?;
    let change =
        OfferingChange { version: number(&filled, "version")?, offering: offering_input(&edited, &filled) };
    match app.engine().edit_offering(&at.visitor.actor, at.id, (id, offering), &change).await {
        Ok(()) => Ok(done(&at, &edited.rest(), "saved")),
        Err(error) => {
            filled.renew("version", present.version, &error);
            offering_page(&at, &edited, Some(present), Shown::refused(at.visitor.words, filled, error)?)
        }
    }
}

pub(crate) async fn remove_offering(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, offering)): OfOffering,
) -> Result<Response, Error> {
    let result = app.engine().remove_offering(&at.visitor.actor, at.id, (id, offering)).await;
    answer(&app, &at, id, (result, "removed", Filled::default())).await
}

// Files

pub(crate) async fn file(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, file)): Path<(String, RegistrationId, AttachmentId)>,
) -> Result<Response, Error> {
    let (file, content) = app.engine().read_attachment(&at.visitor.actor, at.id, file).await?;
    if file.registration != id {
        return Err(Error::NoPage);
    }
    Ok(files::response(&file.name, &file.media_type, content))
}

pub(crate) async fn remove_file(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, file)): Path<(String, RegistrationId, AttachmentId)>,
) -> Result<Response, Error> {
    let result = app.engine().remove_attachment(&at.visitor.actor, at.id, (id, file)).await;
    answer(&app, &at, id, (result, "removed", Filled::default())).await
}

/// What a person's block has beside the answers: name, address, category.
pub(super) fn person_fields(
    fields: &Fields<'_>,
    path: &str,
    categories: Vec<(String, String)>,
) -> Vec<Field> {
    let language = carnet_engine::domain::account::Language::ALL;
    vec![
        fields.text("desk-person-name", &format!("{path}.name")).required(),
        fields.line("email", "desk-person-email", &format!("{path}.email")).required(),
        fields.word("desk-person-language", &format!("{path}.language"), ("desk-language", language)),
        fields.choice("participants-category", &format!("{path}.category"), categories),
    ]
}
