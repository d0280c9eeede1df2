//! Whom one could meet, for suggestions.

use crate::{
    Error, EventId, RegistrationId, TermId,
    domain::{catalogue::Catalogue, registration::OfferingKind, suggestion::Candidate, terms::ListRole},
    store::{
        Tx,
        catalogue::{self, People},
        terms,
    },
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Everybody whom one could meet, by public terms, as if all had time; and the terms with those above them.
pub(super) async fn read(
    tx: &mut Tx,
    event: EventId,
    listed: &Catalogue,
) -> Result<(Vec<Candidate>, BTreeMap<TermId, Option<TermId>>), Error> {
    let roles: HashMap<_, _> =
        terms::lists(tx, event).await?.into_iter().map(|list| (list.name, list.role)).collect();
    let all = terms::list_by_event(tx, event).await?;
    let role: HashMap<TermId, ListRole> =
        all.iter().filter_map(|term| Some((term.id, *roles.get(&term.list)?))).collect();
    let is_keyword = |term: &TermId| role.get(term) == Some(&ListRole::Keyword);
    let parents = all.iter().map(|term| (term.id, term.parent)).collect();

    let people = catalogue::people(tx, event, People::Everybody).await?;
    let mut of_company: HashMap<RegistrationId, Vec<usize>> = HashMap::new();
    let mut candidates = Vec::with_capacity(people.len());
    for row in people.into_iter().filter(|row| row.may_book) {
        of_company.entry(row.registration_id).or_default().push(candidates.len());
        candidates.push(Candidate {
            id: row.id,
            registration: row.registration_id,
            category: row.category_id,
            expert: row.expert,
            offers: BTreeMap::new(),
            wants: BTreeMap::new(),
            key_figures: BTreeSet::new(),
            taken: Vec::new(),
            left: row.max_meetings,
        });
    }
    for entry in listed.entries() {
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
