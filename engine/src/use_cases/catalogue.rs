//! The catalogue, and suggestions whom to meet.

use crate::{
    Actor, AttachmentId, Engine, Error, EventId, Kind, ParticipantId, RegistrationId, TermId,
    domain::{
        access::{Permit, UseCase},
        availability::{Span, is_free, merge},
        catalogue::{Entry, Found, OfferingEntry, PersonEntry, Query, TermPaths, search},
        fold::fold,
        form::{Answers, Block, ChosenTerms, Form},
        phase::Action,
        registration::{OfferingKind, PublicPart},
        suggestion::{Candidate, Suggestion, suggest},
        terms::{ListRole, with_ancestors},
    },
    ids::CategoryId,
    store::{
        Tx,
        catalogue::{self, People},
        participants,
        registration_parts::{self, Attachment},
        registration_setup, registrations,
        terms::{self, Chooser},
    },
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// The most suggestions at once.
const SUGGESTIONS_MOST: usize = 50;

impl Engine {
    /// Searches what everybody may see of who takes part.
    pub async fn search_catalogue(
        &self,
        actor: &Actor,
        event: EventId,
        query: &Query,
    ) -> Result<Found, Error> {
        let (mut tx, within) = self.begin_browsing(actor, event).await?;
        let entries = entries(&mut tx, event, within.as_ref()).await?;
        let paths = term_paths(&mut tx, event, !query.words.trim().is_empty()).await?;
        Ok(search(entries, &paths, query))
    }

    /// An entry with its public files.
    pub async fn show_catalogue_entry(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
    ) -> Result<(Entry, Vec<Attachment>), Error> {
        let (mut tx, within) = self.begin_browsing(actor, event).await?;
        public_entry(&mut tx, event, within.as_ref(), id).await
    }

    /// A public file and what is in it.
    pub async fn read_public_attachment(
        &self,
        actor: &Actor,
        event: EventId,
        id: AttachmentId,
    ) -> Result<(Attachment, Vec<u8>), Error> {
        let (mut tx, within) = self.begin_browsing(actor, event).await?;
        let nothing = || Error::not_found(Kind::Attachment);
        let file = registration_parts::file(&mut tx, event, id).await?.ok_or_else(nothing)?;
        let public = public_entry(&mut tx, event, within.as_ref(), file.registration).await;
        let (_, files) = public.map_err(|error| match error {
            Error::NotFound { .. } => nothing(),
            error => error,
        })?;
        if !files.contains(&file) {
            return Err(nothing());
        }
        let content = registration_parts::content(&mut tx, id).await?.ok_or_else(nothing)?;
        Ok((file, content))
    }

    /// Whom a participant should meet, the best first, each with why.
    pub async fn suggest_meetings(
        &self,
        actor: &Actor,
        event: EventId,
        id: ParticipantId,
        most: usize,
    ) -> Result<Vec<Suggestion>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::SuggestMeetings, Some(event)).await?;
        let nothing = || Error::not_found(Kind::Participant);
        let person = participants::find(&mut tx, event, id).await?.ok_or_else(nothing)?;
        let dossier = registrations::dossier(&mut tx, event, person.registration).await?;
        dossier.filter(|dossier| permit.covers(&dossier.subject_of(&person))).ok_or_else(nothing)?;
        self.event_in_phase(&mut tx, event, Action::Browse).await?;

        let (mut candidates, parents) = candidates(&mut tx, event).await?;
        let mut under_way: HashSet<RegistrationId> = HashSet::new();
        for (asking, asked) in catalogue::under_way(&mut tx, event, person.registration).await? {
            under_way.insert(asking);
            under_way.extend(asked);
        }
        let Some(i) = candidates.iter().position(|candidate| candidate.id == id) else {
            // Somebody who is not validated or not listed meets nobody yet.
            return Ok(Vec::new());
        };
        let me = candidates.swap_remove(i);
        candidates.retain(|other| !under_way.contains(&other.registration));
        let may_ask: BTreeSet<_> = catalogue::may_ask(&mut tx, event).await?.into_iter().collect();
        let closed = merge(catalogue::busy_all(&mut tx, event).await?);
        let slots = registration_parts::slots(&mut tx, event).await?;
        let open = |kinds: [&str; 2]| -> Vec<Span> {
            let of_kind = slots.iter().filter(|slot| kinds.contains(&slot.meeting_kind.as_str()));
            let spans = of_kind.map(|slot| (slot.starts_at, slot.ends_at));
            spans.filter(|span| is_free(*span, &closed) && is_free(*span, &me.taken)).collect()
        };
        let (of_companies, of_experts) = (open(["company", "any"]), open(["expert", "any"]));
        let slots = |other: &Candidate| {
            if me.expert || other.expert { of_experts.clone() } else { of_companies.clone() }
        };
        Ok(suggest(&me, &candidates, &may_ask, &parents, slots, most.clamp(1, SUGGESTIONS_MOST)))
    }

    /// Everybody may look, as long as the phase lets them and the pages are not over. Otherwise organisers do, and see whom their
    /// permit covers: then it is with the transaction.
    async fn begin_browsing(&self, actor: &Actor, event: EventId) -> Result<(Tx, Option<Permit>), Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::SearchCatalogue, Some(event)).await?;
        let line = registration_setup::event(&mut tx, event).await?.ok_or(Error::not_found(Kind::Event))?;
        if line.shows(Action::Browse, self.now()) {
            return Ok((tx, None));
        }
        match self.permit(&mut tx, actor, UseCase::ListRegistrations, Some(event)).await {
            Ok(permit) => Ok((tx, Some(permit))),
            Err(Error::Refused(_)) => Err(Error::not_found(Kind::Event)),
            Err(error) => Err(error),
        }
    }
}

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

/// All entries, or those that a permit covers: public fields and no others.
async fn entries(tx: &mut Tx, event: EventId, within: Option<&Permit>) -> Result<Vec<Entry>, Error> {
    let fields = public_fields(tx, event).await?;
    let (settings, _) = registration_setup::settings(tx, event).await?;
    let is_public = |part| settings.public.contains(&part);
    let mut of_company = chosen(tx, Chooser::Registration, event).await?;
    let mut entries = Vec::new();
    let mut places: HashMap<RegistrationId, usize> = HashMap::new();
    for row in catalogue::companies(tx, event).await? {
        if within.is_some_and(|permit| !permit.covers(&row.subject())) {
            continue;
        }
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
    if !is_public(PublicPart::Offerings) {
        return Ok(entries);
    }
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
    Ok(entries)
}

async fn public_entry(
    tx: &mut Tx,
    event: EventId,
    within: Option<&Permit>,
    id: RegistrationId,
) -> Result<(Entry, Vec<Attachment>), Error> {
    let entry = entries(tx, event, within).await?.into_iter().find(|entry| entry.id == Some(id));
    let entry = entry.ok_or(Error::not_found(Kind::Registration))?;
    let (settings, _) = registration_setup::settings(tx, event).await?;
    if !settings.public.contains(&PublicPart::Attachments) {
        return Ok((entry, Vec::new()));
    }
    let mut files = registration_parts::files(tx, id).await?;
    // A file of an offer that is not shown is not shown either.
    files.retain(|file| file.offering.is_none_or(|of| entry.offerings.iter().any(|o| o.id == of)));
    Ok((entry, files))
}

async fn term_paths(tx: &mut Tx, event: EventId, with_labels: bool) -> Result<TermPaths, Error> {
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
        if with_labels {
            let labels = [term.labels.fr, term.labels.en].into_iter().flatten().collect::<Vec<_>>().join(" ");
            paths.labels.insert(term.id, fold(&labels).into_owned());
        }
    }
    Ok(paths)
}

/// Everybody whom one could meet, by public terms; and the terms with those above them.
async fn candidates(
    tx: &mut Tx,
    event: EventId,
) -> Result<(Vec<Candidate>, BTreeMap<TermId, Option<TermId>>), Error> {
    let roles: HashMap<_, _> =
        terms::lists(tx, event).await?.into_iter().map(|list| (list.name, list.role)).collect();
    let all = terms::list_by_event(tx, event).await?;
    let role: HashMap<TermId, ListRole> =
        all.iter().filter_map(|term| Some((term.id, *roles.get(&term.list)?))).collect();
    let is_keyword = |term: &TermId| role.get(term) == Some(&ListRole::Keyword);
    let parents = all.iter().map(|term| (term.id, term.parent)).collect();

    let mut taken: HashMap<ParticipantId, Vec<Span>> = HashMap::new();
    for (id, span) in catalogue::busy(tx, event).await? {
        taken.entry(id).or_default().push(span);
    }
    let agreed: HashMap<_, _> = catalogue::agreed(tx, event).await?.into_iter().collect();
    let people = catalogue::people(tx, event, People::Everybody).await?;
    let mut of_company: HashMap<RegistrationId, Vec<usize>> = HashMap::new();
    let mut candidates = Vec::with_capacity(people.len());
    for row in people.into_iter().filter(|row| row.may_book) {
        of_company.entry(row.registration_id).or_default().push(candidates.len());
        let n_agreed = agreed.get(&row.id).copied().unwrap_or_default();
        candidates.push(Candidate {
            id: row.id,
            registration: row.registration_id,
            category: row.category_id,
            expert: row.expert,
            offers: BTreeMap::new(),
            wants: BTreeMap::new(),
            key_figures: BTreeSet::new(),
            taken: merge(taken.remove(&row.id).unwrap_or_default()),
            left: row.max_meetings.map(|most| (most - n_agreed).max(0)),
        });
    }
    for entry in entries(tx, event, None).await? {
        let Some(people) = entry.id.and_then(|id| of_company.get(&id)) else { continue };
        for &i in people {
            let candidate = &mut candidates[i];
            for offering in &entry.offerings {
                let side = match offering.kind {
                    OfferingKind::Offer => &mut candidate.offers,
                    OfferingKind::Want => &mut candidate.wants,
                };
                for (_, term) in offering.terms.iter().filter(|(_, term)| is_keyword(term)) {
                    side.entry(*term).or_insert(Some(offering.id));
                }
            }
            let figures = entry.terms.iter().map(|(_, term)| *term);
            candidate.key_figures.extend(
                figures.filter(|term| matches!(role.get(term), Some(ListRole::KeyFigure | ListRole::Sector))),
            );
            let own = entry.people.iter().find(|person| person.id == candidate.id && person.expert);
            for (_, term) in own.iter().flat_map(|person| &person.terms) {
                if is_keyword(term) {
                    candidate.offers.entry(*term).or_insert(None);
                }
            }
        }
    }
    Ok((candidates, parents))
}
