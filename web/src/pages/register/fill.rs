//! What a page sent, taken over into what is filled in so far.

use super::{Filling, Step};
use crate::form::{answers::take_over, filled::Filled};
use carnet_engine::domain::{
    account::Language,
    form::{Answers, Block},
    registration::{NewRegistration, OfferingInput, OfferingKind, PersonInput},
};

/// What a button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// The next step, if this one has no fault.
    Next,
    /// The step before.
    Back,
    /// Another step.
    To(Step),
    AddPerson,
    RemovePerson(usize),
    AddOffering(OfferingKind),
    RemoveOffering(usize),
    /// Throws the draft away.
    Discard,
    /// Hands it in.
    Send,
}

impl Verb {
    pub(super) fn parse(word: &str) -> Self {
        let numbered = |prefix: &str| word.strip_prefix(prefix)?.parse().ok();
        if let Some(step) = word.strip_prefix("to-").and_then(Step::parse) {
            return Self::To(step);
        }
        if let Some(i) = numbered("remove-person-") {
            return Self::RemovePerson(i);
        }
        if let Some(i) = numbered("remove-offering-") {
            return Self::RemoveOffering(i);
        }
        match word {
            "back" => Self::Back,
            "add-person" => Self::AddPerson,
            "add-offer" => Self::AddOffering(OfferingKind::Offer),
            "add-want" => Self::AddOffering(OfferingKind::Want),
            "discard" => Self::Discard,
            "send" => Self::Send,
            // The return key in a field sends no button that matters.
            _ => Self::Next,
        }
    }
}

impl Filling<'_> {
    /// Takes over what a step sent: whether its answers lead to fields that the page did not show.
    pub(super) fn apply(&mut self, step: Step, posted: &Filled) -> bool {
        match step {
            Step::Start => {
                if let Some(category) = posted.one("category").and_then(|id| id.parse().ok()) {
                    self.draft.category = category;
                }
                false
            }
            Step::Company => self.apply_company(posted),
            Step::People => {
                // Each counts: what one answered must be taken over whatever another's answers lead to.
                let n_more = (0..self.draft.people.len()).filter(|i| self.apply_person(*i, posted)).count();
                n_more > 0
            }
            Step::Offerings => {
                let all = 0..self.draft.offerings.len();
                all.filter(|i| self.apply_offering(*i, posted)).count() > 0
            }
            Step::Check => {
                let given = self.form.consents.iter().filter_map(|text| {
                    let version = posted.one(&format!("consents.{}", text.purpose))?;
                    Some((text.purpose.clone(), version.parse().ok()?))
                });
                self.draft.consents = given.collect();
                false
            }
        }
    }

    fn apply_company(&mut self, posted: &Filled) -> bool {
        let company = &mut self.draft.company;
        take(&mut company.name, posted, "company.name");
        take(&mut company.country, posted, "company.country");
        if let Some(region) = posted.one("company.region") {
            company.region = Some(region.to_owned()).filter(|region| !region.trim().is_empty());
        }
        let mut answers = std::mem::take(&mut company.answers);
        let more = self.apply_answers(Block::Company, "company", posted, &mut answers);
        self.draft.company.answers = answers;
        more
    }

    fn apply_person(&mut self, i: usize, posted: &Filled) -> bool {
        let path = format!("people[{i}]");
        let person = &mut self.draft.people[i];
        if !posted.has(&format!("{path}.name")) {
            return false;
        }
        take(&mut person.name, posted, &format!("{path}.name"));
        take(&mut person.email, posted, &format!("{path}.email"));
        let language = posted.one(&format!("{path}.language"));
        if let Some(language) = language.and_then(|language| Language::parse(language).ok()) {
            person.language = language;
        }
        person.company_admin = posted.has(&format!("{path}.company_admin"));
        let mut answers = std::mem::take(&mut person.answers);
        let more = self.apply_answers(Block::Person, &path, posted, &mut answers);
        self.draft.people[i].answers = answers;
        more
    }

    fn apply_offering(&mut self, i: usize, posted: &Filled) -> bool {
        let path = format!("offerings[{i}]");
        let offering = &mut self.draft.offerings[i];
        take(&mut offering.title, posted, &format!("{path}.title"));
        take(&mut offering.text, posted, &format!("{path}.text"));
        let mut answers = std::mem::take(&mut offering.answers);
        let more = self.apply_answers(Block::Offering, &path, posted, &mut answers);
        self.draft.offerings[i].answers = answers;
        more
    }

    fn apply_answers(&self, block: Block, path: &str, posted: &Filled, answers: &mut Answers) -> bool {
        let path = format!("{path}.answers");
        let category = self.draft.category;
        take_over(posted, &path, &self.form.form.of(block, category), answers);
        let asked = self.form.form.asked(block, category, answers);
        asked.iter().any(|field| {
            let name = format!("{path}.{}", field.name);
            !posted.all("asked").any(|asked| asked == name)
        })
    }

    /// Does what a button asks for: the step that comes then.
    pub(super) fn carry_out(&mut self, verb: Verb, step: Step) -> Step {
        let NewRegistration { people, offerings, .. } = &mut self.draft;
        match verb {
            Verb::Next => return step.next(),
            Verb::Back => return step.before(),
            Verb::To(step) => return step,
            Verb::AddPerson => people.push(PersonInput {
                name: String::new(),
                email: String::new(),
                language: self.at.visitor.language(),
                category: None,
                company_admin: false,
                answers: Answers::new(),
            }),
            // The last one stays: nobody registers a company without people.
            Verb::RemovePerson(i) if i < people.len() && people.len() > 1 => drop(people.remove(i)),
            Verb::AddOffering(kind) => {
                let (title, text) = (String::new(), String::new());
                offerings.push(OfferingInput { kind, title, text, answers: Answers::new() });
            }
            Verb::RemoveOffering(i) if i < offerings.len() => drop(offerings.remove(i)),
            Verb::RemovePerson(_) | Verb::RemoveOffering(_) | Verb::Discard | Verb::Send => {}
        }
        step
    }

    /// The registration as it is handed in: without answers to fields that another category asks.
    pub(super) fn complete(&self) -> NewRegistration {
        let mut new = self.draft.clone();
        let category = new.category;
        let keep = |block, answers: &mut Answers| {
            let fields = self.form.form.of(block, category);
            answers
                .retain(|name, _| fields.iter().any(|field| field.name == *name && field.definition.shown));
        };
        keep(Block::Company, &mut new.company.answers);
        new.people.iter_mut().for_each(|person| keep(Block::Person, &mut person.answers));
        new.offerings.iter_mut().for_each(|offering| keep(Block::Offering, &mut offering.answers));
        new
    }
}

fn take(into: &mut String, posted: &Filled, name: &str) {
    if let Some(value) = posted.one(name) {
        value.clone_into(into);
    }
}
