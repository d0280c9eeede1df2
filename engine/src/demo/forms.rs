//! What registration asks: lists of terms, the form, the settings, the consent.

use super::{
    story::Story,
    vocabulary::{SECTORS, SIZES, SUBJECTS, Word},
};
use crate::{
    Actor, CategoryId, Error, EventId, TermId,
    domain::{
        form::{Block, Condition, Definition, Field, FieldKind},
        registration::{Automatic, NewConsentText, PublicPart, RegistrationSettings},
        terms::{ListRole, NewTerm, TermList},
        text::Texts,
    },
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What people consent to.
pub(super) const CONSENT: &str = "privacy";

impl Story {
    /// Sets registration up; the terms by code.
    pub(super) async fn set_form(
        &self,
        event: EventId,
        actor: &Actor,
    ) -> Result<BTreeMap<String, TermId>, Error> {
        let list = |name: &str, role, fr: &str, en: &str| TermList {
            name: name.into(),
            role,
            labels: Texts::new(fr, en),
        };
        let lists = [
            list("sectors", ListRole::Sector, "Secteurs d’activité", "Sectors"),
            list("keywords", ListRole::Keyword, "Mots clés", "Keywords"),
            list("sizes", ListRole::KeyFigure, "Effectif", "Staff"),
        ];
        let version = self.engine.show_registration_form(actor, event).await?.version;
        self.engine.set_term_lists(actor, event, version, &lists).await?;
        for (list, terms) in [("sectors", sectors()), ("keywords", keywords()), ("sizes", sizes())] {
            self.engine.save_terms(actor, event, list, &terms).await?;
        }

        let experts = self.setup_of(event).await?.categories.list[2].id;
        let version = self.engine.show_registration_form(actor, event).await?.version;
        self.engine.set_form(actor, event, version, &fields(experts)).await?;
        let settings = RegistrationSettings {
            automatic: Automatic { company: false, people: true, offerings: true },
            public: BTreeSet::from([PublicPart::Region, PublicPart::People, PublicPart::Offerings]),
            ..RegistrationSettings::default()
        };
        let version = self.engine.show_registration_form(actor, event).await?.version;
        self.engine.set_registration_settings(actor, event, version, &settings).await?;
        let consent = NewConsentText {
            purpose: CONSENT.into(),
            texts: Texts::new(
                "J’accepte que mes coordonnées soient montrées aux entreprises que je rencontre.",
                "I agree that the companies I meet see how to reach me.",
            ),
            required: true,
        };
        self.engine.publish_consent_text(actor, event, &consent).await?;
        let form = self.engine.show_registration_form(actor, event).await?;
        Ok(form.terms.into_iter().map(|term| (term.code, term.id)).collect())
    }
}

fn term((code, fr, en): Word, parent: Option<&str>) -> NewTerm {
    NewTerm { code: code.into(), parent: parent.map(str::to_owned), labels: Texts::new(fr, en) }
}

fn sectors() -> Vec<NewTerm> {
    let below = |sector: &'static super::vocabulary::Sector| {
        sector.parts.iter().map(|part| term(*part, Some(sector.word.0)))
    };
    SECTORS.iter().flat_map(|sector| [term(sector.word, None)].into_iter().chain(below(sector))).collect()
}

/// Keywords stand below their sector's name, subjects of experts below "advice".
fn keywords() -> Vec<NewTerm> {
    let mut all = Vec::new();
    for sector in &SECTORS {
        let (code, fr, en) = sector.word;
        let above = format!("{code}-all");
        all.push(NewTerm { code: above.clone(), parent: None, labels: Texts::new(fr, en) });
        all.extend(sector.keywords.iter().map(|word| term(*word, Some(&above))));
    }
    all.push(term(("advice", "Conseil", "Advice"), None));
    all.extend(SUBJECTS.iter().map(|word| term(*word, Some("advice"))));
    all
}

fn sizes() -> Vec<NewTerm> {
    SIZES.iter().map(|word| term(*word, None)).collect()
}

/// The form.
fn fields(experts: CategoryId) -> Vec<Field> {
    use Block::{Company, Offering, Person};
    let plain = |block, name: &str, kind, (fr, en): (&str, &str)| Field {
        block,
        category: None,
        name: name.into(),
        definition: Definition { public: true, ..Definition::new(kind, Texts::new(fr, en)) },
    };
    let terms = |block, name: &str, list: &str, labels, most| {
        let mut field = plain(block, name, FieldKind::Terms, labels);
        (field.definition.list, field.definition.required) = (Some(list.into()), true);
        (field.definition.least, field.definition.most) = (Some(1), Some(most));
        field
    };
    let mut markets = plain(Company, "markets", FieldKind::Line, ("Marchés visés", "Target markets"));
    markets.definition.when = Some(Condition { field: "exports".into(), is: vec![json!(true)] });
    let mut phone = plain(Person, "phone", FieldKind::Phone, ("Téléphone", "Phone"));
    phone.definition.public = false;
    let mut subjects = terms(Person, "subjects", "keywords", ("Sujets", "Subjects"), 3);
    subjects.category = Some(experts);
    let mut sectors = terms(Company, "sectors", "sectors", ("Secteurs", "Sectors"), 3);
    // Experts are of institutions that are of no sector.
    sectors.definition.required = false;
    sectors.definition.least = None;
    let mut size = terms(Company, "size", "sizes", ("Effectif", "Staff"), 1);
    (size.definition.required, size.definition.least) = (false, None);
    vec![
        sectors,
        size,
        plain(Company, "about", FieldKind::Text, ("Présentation", "About us")),
        plain(Company, "website", FieldKind::Web, ("Site internet", "Website")),
        plain(Company, "exports", FieldKind::YesNo, ("Exportez-vous ?", "Do you export?")),
        markets,
        plain(Person, "function", FieldKind::Line, ("Fonction", "Function")),
        phone,
        subjects,
        terms(Offering, "keywords", "keywords", ("Mots clés", "Keywords"), 3),
    ]
}
