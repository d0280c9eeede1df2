//! What the organiser chooses for registrations, and the texts that people consent to.

use super::{AREA, step_page};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::FormFaults,
    pages::{
        InEvent,
        desk::parts::{Section, Shown, done, looks, must, number},
    },
    words::Words,
};
use axum::{extract::State, response::Response};
use carnet_engine::{
    RegistrationForm,
    domain::{
        access::UseCase,
        files::FileKind,
        registration::{AttachmentLimits, Automatic, NewConsentText, PublicPart, RegistrationSettings},
    },
};

const KILOBYTE: usize = 1024;

async fn read(app: &App, at: &InEvent) -> Result<RegistrationForm, Error> {
    must(at, UseCase::SetUpRegistration)?;
    Ok(app.engine().show_registration_form(&at.visitor.actor, at.id).await?)
}

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let form = read(&app, &at).await?;
    let settings = &form.settings;
    let mut filled = Filled::default();
    filled.put("version", form.version);
    filled.tick("automatic.company", settings.automatic.company);
    filled.tick("automatic.people", settings.automatic.people);
    filled.tick("automatic.offerings", settings.automatic.offerings);
    filled.tick("list_when_validated", settings.list_when_validated);
    filled.tick("book_when_validated", settings.book_when_validated);
    for part in &settings.public {
        filled.put("public", part);
    }
    for kind in &settings.attachments.kinds {
        filled.put("attachments.kinds", kind);
    }
    filled.put("attachments.most_bytes", settings.attachments.most_bytes / KILOBYTE);
    filled.put("attachments.most_files", settings.attachments.most_files);
    filled.put("most_people", settings.most_people);
    filled.put("most_offerings", settings.most_offerings);
    settings_page(&at, Shown::first(filled))
}

fn settings_page(at: &InEvent, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let parts =
        PublicPart::ALL.iter().map(|part| (part.to_string(), words.t(&format!("public-part-{part}"))));
    let kinds = FileKind::ALL.iter().map(|kind| (kind.to_string(), words.t(&format!("file-kind-{kind}"))));
    let page = step_page(at, "registration", &shown.filled)
        .section(Section::new(words.t("settings-automatic")).help(words.t("settings-automatic-help")).all(
            vec![
                fields.tick("settings-company", "automatic.company"),
                fields.tick("settings-people", "automatic.people"),
                fields.tick("settings-offerings", "automatic.offerings"),
            ],
        ))
        .section(Section::new(words.t("settings-validated")).all(vec![
            fields.tick("settings-list", "list_when_validated"),
            fields.tick("settings-book", "book_when_validated"),
            fields.choices("settings-public", "public", parts.collect()),
        ]))
        .section(
            Section::new(words.t("settings-limits"))
                .row(vec![
                    fields.number("settings-most-people", "most_people", (1, 100)),
                    fields.number("settings-most-offerings", "most_offerings", (1, 100)),
                ])
                .row(vec![fields.choices("settings-kinds", "attachments.kinds", kinds.collect())])
                .row(vec![
                    fields.number("settings-most-files", "attachments.most_files", (1, 50)),
                    fields.number("settings-most-kilobytes", "attachments.most_bytes", (1, 20 * 1024)),
                ]),
        );
    shown.render(page)
}

fn settings_input(filled: &Filled, words: Words, faults: &mut FormFaults) -> RegistrationSettings {
    let mut count = |name: &str| filled.read::<usize>(name, words, faults).unwrap_or_default();
    RegistrationSettings {
        most_people: count("most_people"),
        most_offerings: count("most_offerings"),
        attachments: AttachmentLimits {
            kinds: filled.all("attachments.kinds").filter_map(|word| FileKind::parse(word).ok()).collect(),
            most_bytes: count("attachments.most_bytes").saturating_mul(KILOBYTE),
            most_files: count("attachments.most_files"),
        },
        automatic: Automatic {
            company: filled.has("automatic.company"),
            people: filled.has("automatic.people"),
            offerings: filled.has("automatic.offerings"),
        },
        list_when_validated: filled.has("list_when_validated"),
        book_when_validated: filled.has("book_when_validated"),
        public: filled.all("public").filter_map(|word| PublicPart::parse(word).ok()).collect(),
    }
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, mut filled: Filled) -> Result<Response, Error> {
    let words = at.visitor.words;
    let form = read(&app, &at).await?;
    let mut faults = FormFaults::default();
    let settings = settings_input(&filled, words, &mut faults);
    if !faults.is_empty() {
        return settings_page(&at, Shown::misread(filled, faults));
    }
    let version = number(&filled, "version")?;
    match app.engine().set_registration_settings(&at.visitor.actor, at.id, version, &settings).await {
        Ok(()) => Ok(done(&at, AREA, "saved")),
        Err(error) => {
            filled.renew("version", form.version, &error);
            settings_page(&at, Shown::refused(words, filled, error)?)
        }
    }
}

// Consent texts

pub(crate) async fn consents(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let form = read(&app, &at).await?;
    consents_page(&at, &form, Shown::first(Filled::default()))
}

/// A form for a new version of each text, and for a new text.
fn consents_page(at: &InEvent, form: &RegistrationForm, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let mut page = step_page(at, "consents", &shown.filled);
    for text in &form.consents {
        let required = if text.required { words.t("consent-required") } else { words.t("consent-optional") };
        let version = words.n("participants-consent-version", text.version);
        page = page.intro(format!("{} – {version}, {required}: {}", text.purpose, text.texts.get(words.0)));
    }
    page.submit = words.t("consent-publish");
    let page = page.look_at_one(&shown.filled, "consent-text", "texts").section(
        Section::new(words.t("consent-new"))
            .help(words.t("consent-new-help"))
            .row(vec![
                fields.text("consent-purpose", "purpose").help(words.t("consent-purpose-help")).required(),
            ])
            .row(fields.long_texts(8, "consent-text", "texts"))
            .row(vec![fields.tick("consent-is-required", "required")]),
    );
    shown.render(page)
}

pub(crate) async fn publish(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    let form = read(&app, &at).await?;
    if looks(&filled) {
        return consents_page(&at, &form, Shown::first(filled));
    }
    let new = NewConsentText {
        purpose: filled.get("purpose").trim().to_owned(),
        texts: filled.texts("texts"),
        required: filled.has("required"),
    };
    match app.engine().publish_consent_text(&at.visitor.actor, at.id, &new).await {
        Ok(_) => Ok(done(&at, &format!("{AREA}/consents"), "published")),
        Err(error) => consents_page(&at, &form, Shown::refused(at.visitor.words, filled, error)?),
    }
}
