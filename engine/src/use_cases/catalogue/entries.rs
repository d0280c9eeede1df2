//! The entries of the catalogue, from what the database holds.

use crate::{
    Error, EventId, RegistrationId,
    domain::{
        catalogue::{Catalogue, Entry, OfferingEntry, PersonEntry, TermPaths},
        fold::fold,
        form::{Answers, Block, ChosenTerms, Form},
        registration::PublicPart,
        terms::{ListRole, with_ancestors},
    },
    ids::CategoryId,
    store::{
        Tx,
        catalogue::{self, People},
        registration_setup,
        terms::{self, Chooser},
    },
};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// The names of the public fields of each block and category.
struct PublicFields(HashMap<(Block, CategoryId), HashSet<String>>);

impl PublicFields {
    fn new(form: &Form, categories: impl Iterator<Item = CategoryId>) -> Self {
        let mut fields = HashMap::new();
        for category in categories {
            for &block in Block::ALL {
                let names = form.public(block, category).into_iter().map(|field| field.name.clone());
                fields.insert((block, category), names.collect());
            }
        }
        Self(fields)
    }

    fn has(&self, block: Block, category: CategoryId, name: &str) -> bool {
        self.0.get(&(block, category)).is_some_and(|names| names.contains(name))
    }

    fn answers(&self, block: Block, category: CategoryId, mut answers: Answers) -> Answers {
        answers.retain(|name, _| self.has(block, category, name));
        answers
    }

    fn terms(&self, block: Block, category: CategoryId, terms: Option<ChosenTerms>) -> ChosenTerms {
        let mut terms = terms.unwrap_or_default();
        terms.retain(|(name, _)| self.has(block, category, name));
        terms
    }
}

async fn public_fields(tx: &mut Tx, event: EventId) -> Result<PublicFields, Error> {
    let form = registration_setup::form(tx, event).await?;
    let categories = registration_setup::categories(tx, event).await?;
    Ok(PublicFields::new(&form, categories.iter().map(|line| line.id)))
}

async fn chosen(tx: &mut Tx, chooser: Chooser, event: EventId) -> Result<HashMap<Uuid, ChosenTerms>, Error> {
    let mut by_owner: HashMap<Uuid, ChosenTerms> = HashMap::new();
    for (owner, field, term) in terms::chosen_in_event(tx, chooser, event).await? {
        by_owner.entry(owner).or_default().push((field, term));
    }
    Ok(by_owner)
}

/// All entries: public fields and no others.
pub(super) async fn read(tx: &mut Tx, event: EventId) -> Result<Catalogue, Error> {
    let fields = public_fields(tx, event).await?;
    let (settings, _) = registration_setup::settings(tx, event).await?;
    let is_public = |part| settings.public.contains(&part);
    let mut of_company = chosen(tx, Chooser::Registration, event).await?;
    let (mut entries, mut subjects) = (Vec::new(), Vec::new());
    let mut places: HashMap<RegistrationId, usize> = HashMap::new();
    for row in catalogue::companies(tx, event).await? {
        subjects.push(row.subject());
        let (block, category) = (Block::Company, row.category_id);
        places.insert(row.id, entries.len());
        entries.push(Entry {
            id: Some(row.id),
            company: row.company_name,
            country: row.country,
            region: row.region.filter(|_| is_public(PublicPart::Region)),
            category: Some(category),
            expert: false,
            arrival: row.arrival,
            answers: fields.answers(block, category, row.answers.0),
            terms: fields.terms(block, category, of_company.remove(&Uuid::from(row.id))),
            people: Vec::new(),
            offerings: Vec::new(),
        });
    }
    let mut of_person = chosen(tx, Chooser::Participant, event).await?;
    let who = if is_public(PublicPart::People) { People::Everybody } else { People::ExpertsOnly };
    for row in catalogue::people(tx, event, who).await? {
        let Some(&i) = places.get(&row.registration_id) else { continue };
        entries[i].expert |= row.expert;
        let (block, category) = (Block::Person, row.category_id);
        entries[i].people.push(PersonEntry {
            id: row.id,
            name: row.name,
            expert: row.expert,
            answers: fields.answers(block, category, row.answers.0),
            terms: fields.terms(block, category, of_person.remove(&Uuid::from(row.id))),
        });
    }
    if is_public(PublicPart::Offerings) {
        add_offerings(tx, event, &fields, (&mut entries, &places)).await?;
    }
    let paths = term_paths(tx, event).await?;
    Ok(Catalogue::new(entries.into_iter().zip(subjects), &paths))
}

/// The validated offers and wants of each entry.
async fn add_offerings(
    tx: &mut Tx,
    event: EventId,
    fields: &PublicFields,
    (entries, places): (&mut [Entry], &HashMap<RegistrationId, usize>),
) -> Result<(), Error> {
    let mut of_offering = chosen(tx, Chooser::Offering, event).await?;
    for row in catalogue::offerings(tx, event).await? {
        let Some(&i) = places.get(&row.registration) else { continue };
        let Some(category) = entries[i].category else { continue };
        entries[i].offerings.push(OfferingEntry {
            id: row.id,
            kind: row.kind,
            title: row.title,
            text: row.text,
            answers: fields.answers(Block::Offering, category, row.answers),
            terms: fields.terms(Block::Offering, category, of_offering.remove(&Uuid::from(row.id))),
        });
    }
    Ok(())
}

/// The terms with those above them, and what all are called.
async fn term_paths(tx: &mut Tx, event: EventId) -> Result<TermPaths, Error> {
    let roles: HashMap<_, _> =
        terms::lists(tx, event).await?.into_iter().map(|list| (list.name, list.role)).collect();
    let all = terms::list_by_event(tx, event).await?;
    let parents: BTreeMap<_, _> = all.iter().map(|term| (term.id, term.parent)).collect();
    let mut paths = TermPaths::default();
    for term in all {
        let path = with_ancestors(&parents, term.id);
        match roles.get(&term.list) {
            Some(ListRole::Sector) => drop(paths.sectors.insert(term.id, path)),
            Some(ListRole::Keyword) => drop(paths.keywords.insert(term.id, path)),
            _ => {}
        }
        let labels = [term.labels.fr, term.labels.en].into_iter().flatten().collect::<Vec<_>>().join(" ");
        paths.labels.insert(term.id, fold(&labels).into_owned());
    }
    Ok(paths)
}
