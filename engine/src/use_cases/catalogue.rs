//! The catalogue, and suggestions whom to meet.

mod candidates;
mod entries;

use super::plans;
use crate::{
    Actor, AttachmentId, Engine, Error, EventId, Kind, ParticipantId, RegistrationId, TermId,
    domain::{
        access::{Permit, UseCase},
        availability::{Span, is_free, merge},
        catalogue::{Catalogue, Entry, Found, Query},
        phase::Action,
        registration::PublicPart,
        role::Subject,
        suggestion::{Candidate, Suggestion, suggest},
    },
    store::{
        Tx, audit, catalogue, participants,
        registration_parts::{self, Attachment},
        registrations,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

/// The most suggestions at once.
const SUGGESTIONS_MOST: usize = 50;

/// What is read once for all who browse, until it changes.
#[derive(Debug, PartialEq)]
pub(crate) struct Listed {
    catalogue: Catalogue,
    /// Everybody whom one could meet, as if all had time.
    candidates: Vec<Candidate>,
    /// The terms with those above them.
    parents: BTreeMap<TermId, Option<TermId>>,
}

impl Engine {
    /// Searches what everybody may see of who takes part.
    pub async fn search_catalogue(
        &self,
        actor: &Actor,
        event: EventId,
        query: &Query,
    ) -> Result<Found, Error> {
        let (mut tx, within) = self.begin_browsing(actor, event).await?;
        let listed = self.listed(&mut tx, event).await?;
        Ok(listed.catalogue.search(query, |subject| sees(within.as_ref(), subject)))
    }

    /// An entry with its public files.
    pub async fn show_catalogue_entry(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
    ) -> Result<(Entry, Vec<Attachment>), Error> {
        let (mut tx, within) = self.begin_browsing(actor, event).await?;
        self.public_entry(&mut tx, event, within.as_ref(), id).await
    }

    /// Several entries, without their files, in the order in which they are asked for; those that are not there are left out.
    pub async fn show_catalogue_entries(
        &self,
        actor: &Actor,
        event: EventId,
        ids: &[RegistrationId],
    ) -> Result<Vec<Entry>, Error> {
        let (mut tx, within) = self.begin_browsing(actor, event).await?;
        let listed = self.listed(&mut tx, event).await?;
        let sees = |subject: &Subject| sees(within.as_ref(), subject);
        let find = |id: &RegistrationId| listed.catalogue.find(|entry| entry.id == Some(*id), sees);
        Ok(ids.iter().filter_map(find).cloned().collect())
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
        let public = self.public_entry(&mut tx, event, within.as_ref(), file.registration).await;
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
        self.set_up(&mut tx, event).await?.event.event.phase.permits(Action::Browse)?;

        let listed = self.listed(&mut tx, event).await?;
        let candidates = self.meetable(&mut tx, event, &listed).await?;
        let mut under_way: HashSet<RegistrationId> = HashSet::new();
        for (asking, asked) in catalogue::under_way(&mut tx, event, person.registration).await? {
            under_way.insert(asking);
            under_way.extend(asked);
        }
        let Some(me) = candidates.iter().find(|candidate| candidate.id == id) else {
            // Somebody who is not validated or not listed meets nobody yet.
            return Ok(Vec::new());
        };
        let others = candidates.iter().filter(|other| !under_way.contains(&other.registration));
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
            if me.expert || other.expert { of_experts.as_slice() } else { of_companies.as_slice() }
        };
        Ok(suggest(me, others, &may_ask, &listed.parents, slots, most.clamp(1, SUGGESTIONS_MOST)))
    }

    /// Everybody may look, as long as the phase lets them and the pages are not over. Otherwise organisers do, and see whom their
    /// permit covers: then it is with the transaction.
    async fn begin_browsing(&self, actor: &Actor, event: EventId) -> Result<(Tx, Option<Permit>), Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::SearchCatalogue, Some(event)).await?;
        if self.set_up(&mut tx, event).await?.event.event.shows(Action::Browse, self.now()) {
            return Ok((tx, None));
        }
        match self.permit(&mut tx, actor, UseCase::ListRegistrations, Some(event)).await {
            Ok(permit) => Ok((tx, Some(permit))),
            Err(Error::Refused(_)) => Err(Error::not_found(Kind::Event)),
            Err(error) => Err(error),
        }
    }

    /// What is listed of an event, read anew where something of it may have changed.
    async fn listed(&self, tx: &mut Tx, event: EventId) -> Result<Arc<Listed>, Error> {
        let revision = audit::revision(tx, event).await?.catalogue;
        if let Some(known) = self.kept().catalogues.get(event, &revision) {
            #[cfg(debug_assertions)]
            assert!(*known == Listed::read(tx, event).await?, "a change of the catalogue was not recorded");
            return Ok(known);
        }
        let read = Arc::new(Listed::read(tx, event).await?);
        self.kept().catalogues.put(event, revision, Arc::clone(&read));
        Ok(read)
    }

    /// Whom one could meet, with the time and the meetings that they have left now, read anew where something of it may have
    /// changed.
    async fn meetable(
        &self,
        tx: &mut Tx,
        event: EventId,
        listed: &Listed,
    ) -> Result<Arc<Vec<Candidate>>, Error> {
        let revision = (audit::revision(tx, event).await?.catalogue, plans::stamp(tx, event).await?);
        if let Some(known) = self.kept().meetable.get(event, &revision) {
            #[cfg(debug_assertions)]
            assert!(
                *known == with_time(tx, event, &listed.candidates).await?,
                "a change of what people have time for was not recorded"
            );
            return Ok(known);
        }
        let read = Arc::new(with_time(tx, event, &listed.candidates).await?);
        self.kept().meetable.put(event, revision, Arc::clone(&read));
        Ok(read)
    }

    async fn public_entry(
        &self,
        tx: &mut Tx,
        event: EventId,
        within: Option<&Permit>,
        id: RegistrationId,
    ) -> Result<(Entry, Vec<Attachment>), Error> {
        let listed = self.listed(tx, event).await?;
        let found = listed.catalogue.find(|entry| entry.id == Some(id), |subject| sees(within, subject));
        let entry = found.ok_or(Error::not_found(Kind::Registration))?.clone();
        let set_up = self.set_up(tx, event).await?;
        if !set_up.registration.settings.public.contains(&PublicPart::Attachments) {
            return Ok((entry, Vec::new()));
        }
        let mut files = registration_parts::files(tx, id).await?;
        // A file of an offer that is not shown is not shown either.
        files.retain(|file| file.offering.is_none_or(|of| entry.offerings.iter().any(|o| o.id == of)));
        Ok((entry, files))
    }
}

impl Listed {
    async fn read(tx: &mut Tx, event: EventId) -> Result<Self, Error> {
        let catalogue = entries::read(tx, event).await?;
        let (candidates, parents) = candidates::read(tx, event, &catalogue).await?;
        Ok(Self { catalogue, candidates, parents })
    }
}

/// Whether a permit, where one is needed, covers the entry about somebody.
fn sees(within: Option<&Permit>, subject: &Subject) -> bool {
    within.is_none_or(|permit| permit.covers(subject))
}

/// Candidates with the time and the meetings that they have left now.
async fn with_time(tx: &mut Tx, event: EventId, candidates: &[Candidate]) -> Result<Vec<Candidate>, Error> {
    let mut taken: HashMap<ParticipantId, Vec<Span>> = HashMap::new();
    for (id, span) in catalogue::busy(tx, event).await? {
        taken.entry(id).or_default().push(span);
    }
    let agreed: HashMap<_, _> = catalogue::agreed(tx, event).await?.into_iter().collect();
    let with_time = |candidate: &Candidate| {
        let n_agreed = agreed.get(&candidate.id).copied().unwrap_or_default();
        Candidate {
            taken: merge(taken.remove(&candidate.id).unwrap_or_default()),
            left: candidate.left.map(|most| (most - n_agreed).max(0)),
            ..candidate.clone()
        }
    };
    Ok(candidates.iter().map(with_time).collect())
}
