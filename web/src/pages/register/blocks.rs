//! The blocks of the form, each with its fields.

use super::{Filling, Step};
use crate::{
    countries,
    form::{Field, answers},
    page::FormFaults,
    words::Words,
};
use carnet_engine::domain::{
    account::Language,
    form::{Answers, Block},
    registration::{OfferingInput, OfferingKind, PersonInput},
};

/// The company, a person, or an offer or want.
pub(super) struct Group {
    pub(super) id: String,
    /// Nothing where there is one alone.
    pub(super) title: Option<String>,
    pub(super) fields: Vec<Field>,
    /// The names of the fields of the event's own form that are shown.
    pub(super) asked: Vec<String>,
    /// The button that takes it out, by its verb and its words.
    pub(super) remove: Option<(String, String)>,
}

impl Filling<'_> {
    /// The blocks of a step.
    pub(super) fn groups(&self, step: Step, faults: &FormFaults) -> Vec<Group> {
        match step {
            Step::Company => vec![self.company(faults)],
            Step::People => {
                let people = self.draft.people.iter().enumerate();
                people.map(|(i, person)| self.person(i, person, faults)).collect()
            }
            Step::Offerings => {
                let offerings = self.draft.offerings.iter().enumerate();
                offerings.map(|(i, offering)| self.offering(i, offering, faults)).collect()
            }
            Step::Start | Step::Check => Vec::new(),
        }
    }

    fn words(&self) -> Words {
        self.at.visitor.words
    }

    fn company(&self, faults: &FormFaults) -> Group {
        let (words, company) = (self.words(), &self.draft.company);
        let name = Field::text("company.name", words.t("register-field-name"), &company.name);
        let country = words.t("register-field-country");
        let country = Field::choice("company.country", country, countries::choices(words), &company.country);
        let region = company.region.as_deref().unwrap_or_default();
        let label = words.with("form-optional", "label", &words.t("register-field-region"));
        let region = Field::text("company.region", label, region);
        let fields = vec![
            name.required()
                .autocomplete("organization")
                .limit("maxlength", 200)
                .fault(faults, "company.name"),
            country.required().autocomplete("country").fault(faults, "company.country"),
            region.limit("maxlength", 200).fault(faults, "company.region"),
        ];
        self.group((Block::Company, "company", None), fields, &company.answers, faults)
    }

    fn person(&self, i: usize, person: &PersonInput, faults: &FormFaults) -> Group {
        let words = self.words();
        let path = format!("people[{i}]");
        let at = |name: &str| format!("{path}.{name}");
        let name = Field::text(&at("name"), words.t("register-field-name"), &person.name);
        let email = Field::line("email", &at("email"), words.t("register-field-email"), &person.email);
        let languages = Language::ALL
            .iter()
            .map(|language| (language.as_str().to_owned(), Words(*language).t("layout-language")));
        let language = words.t("register-field-language");
        let language =
            Field::choice(&at("language"), language, languages.collect(), person.language.as_str());
        let admin = words.t("register-field-company-admin");
        let admin = Field::tick(&at("company_admin"), admin, person.company_admin);
        let fields = vec![
            name.required().limit("maxlength", 200).fault(faults, &at("name")),
            email.required().help(words.t("register-email-help")).fault(faults, &at("email")),
            language.help(words.t("account-language-help")),
            admin,
        ];
        let title = Some(words.n("register-person", i as i64 + 1));
        let mut group = self.group((Block::Person, &path, title), fields, &person.answers, faults);
        let several = self.draft.people.len() > 1;
        group.remove =
            several.then(|| (format!("remove-person-{i}"), words.n("register-remove-person", i as i64 + 1)));
        group
    }

    fn offering(&self, i: usize, offering: &OfferingInput, faults: &FormFaults) -> Group {
        let words = self.words();
        let path = format!("offerings[{i}]");
        let at = |name: &str| format!("{path}.{name}");
        let title = Field::text(&at("title"), words.t("register-field-title"), &offering.title);
        let label = words.with("form-optional", "label", &words.t("register-field-text"));
        let text = Field::lines(4, &at("text"), label, &offering.text);
        let fields = vec![
            title.required().limit("maxlength", 200).fault(faults, &at("title")),
            text.fault(faults, &at("text")),
        ];
        let kind = match offering.kind {
            OfferingKind::Offer => "register-offer",
            OfferingKind::Want => "register-want",
        };
        let title = Some(words.n(kind, i as i64 + 1));
        let mut group = self.group((Block::Offering, &path, title), fields, &offering.answers, faults);
        group.remove =
            Some((format!("remove-offering-{i}"), words.n("register-remove-offering", i as i64 + 1)));
        group
    }

    /// A block with the fields that every form has, and those of the event's own.
    fn group(
        &self,
        (block, path, title): (Block, &str, Option<String>),
        mut fields: Vec<Field>,
        given: &Answers,
        faults: &FormFaults,
    ) -> Group {
        let mut names = Vec::new();
        for field in self.form.form.asked(block, self.draft.category, given) {
            let name = format!("{path}.answers.{}", field.name);
            let answer = given.get(&field.name);
            let shown = answers::field(self.words(), &self.terms, &name, &field.definition, answer);
            fields.push(shown.fault(faults, &name));
            names.push(name);
        }
        Group { id: format!("group-{path}"), title, fields, asked: names, remove: None }
    }
}
