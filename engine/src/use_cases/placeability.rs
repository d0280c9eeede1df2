//! Whether a meeting could still be placed: asked for before a request is made, and told with every answer.

use super::{
    plans,
    requests::{NO_PARTICIPANT, Sides, asked, must_be_for},
};
use crate::{
    Actor, Engine, Error, EventId, ParticipantId, SlotId,
    domain::{
        access::UseCase,
        placeability::{self, Answer, PartyView},
        request::{AskedParty, Person},
    },
    store::{
        Tx,
        board::{self, Slots},
        parties,
    },
};
use std::{collections::BTreeMap, sync::Arc};

impl Engine {
    /// Whether a meeting of the two could still be placed.
    pub async fn show_placeability(
        &self,
        actor: &Actor,
        event: EventId,
        from: ParticipantId,
        to: AskedParty,
        slot: Option<SlotId>,
    ) -> Result<Answer, Error> {
        let (mut tx, asking) = self.begin_asking(actor, event, from).await?;
        let sides = Sides { asked: asked(&mut tx, event, to).await?, asking };
        must_be_for(&mut tx, slot, &sides).await?;
        self.placeable(&mut tx, &sides, slot).await
    }

    /// The same of several parties, in any slot; nothing of whoever cannot be asked.
    pub async fn show_placeabilities(
        &self,
        actor: &Actor,
        event: EventId,
        from: ParticipantId,
        to: &[AskedParty],
    ) -> Result<Vec<Option<Answer>>, Error> {
        let (mut tx, mut asking) = self.begin_asking(actor, event, from).await?;
        let mut seen = Seen::new(self.slots(&mut tx, event).await?);
        let mut answers = Vec::with_capacity(to.len());
        for &to in to {
            let asked = match asked(&mut tx, event, to).await {
                Ok(asked) => asked,
                Err(Error::NotFound { .. }) => {
                    answers.push(None);
                    continue;
                }
                Err(error) => return Err(error),
            };
            let sides = Sides { asking, asked };
            answers.push(Some(seen.answer(&mut tx, &sides, None).await?));
            asking = sides.asking;
        }
        Ok(answers)
    }

    /// Whoever asks for oneself or for somebody else.
    async fn begin_asking(
        &self,
        actor: &Actor,
        event: EventId,
        from: ParticipantId,
    ) -> Result<(Tx, Person), Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ShowPlaceability, Some(event)).await?;
        let asking = parties::person(&mut tx, from).await?.filter(|from| from.event == event);
        let asking = asking.filter(|from| permit.covers(&from.subject())).ok_or(NO_PARTICIPANT)?;
        Ok((tx, asking))
    }

    /// Whether a meeting of the two could still be placed, for whoever has not written anything that it may depend on: no meeting,
    /// no place.
    pub(super) async fn placeable(
        &self,
        tx: &mut Tx,
        sides: &Sides,
        slot: Option<SlotId>,
    ) -> Result<Answer, Error> {
        Seen::new(self.slots(tx, sides.asking.event).await?).answer(tx, sides, slot).await
    }

    /// Whether the two are there in a slot, whatever meetings they have: the asking person and one who could come.
    pub(super) async fn are_there(&self, tx: &mut Tx, sides: &Sides, slot: SlotId) -> Result<bool, Error> {
        // A meeting may just have left its place, so nothing is taken that was read before.
        let mut seen = Seen::new(Arc::new(board::read(tx, sides.asking.event).await?));
        let suits = |i: &usize| seen.slots.board(sides.kind()).slots[*i].suits;
        let Some(i) = seen.slots.place(slot).filter(suits) else {
            return Ok(false);
        };
        if !sides.asking.present || !seen.party(tx, &sides.asking).await?.free[i] {
            return Ok(false);
        }
        for person in sides.asked.iter().filter(|person| person.present) {
            if seen.party(tx, person).await?.free[i] {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The slots of an event, read anew where they, the meetings in them or the published plan may have changed.
    async fn slots(&self, tx: &mut Tx, event: EventId) -> Result<Arc<Slots>, Error> {
        let stamp = plans::stamp(tx, event).await?;
        if let Some(known) = self.kept().slots.get(event, &stamp) {
            #[cfg(debug_assertions)]
            {
                let read = board::read(tx, event).await?;
                // While somebody else writes, PostgreSQL may show each statement another state.
                let same = *known == read || plans::stamp(tx, event).await? != stamp;
                assert!(same, "a change of the slots was not recorded");
            }
            return Ok(known);
        }
        let read = Arc::new(board::read(tx, event).await?);
        self.kept().slots.put(event, stamp, Arc::clone(&read));
        Ok(read)
    }
}

/// What was read for one answer and serves the next as well, within one transaction.
struct Seen {
    slots: Arc<Slots>,
    parties: BTreeMap<ParticipantId, PartyView>,
}

impl Seen {
    fn new(slots: Arc<Slots>) -> Self {
        Self { slots, parties: BTreeMap::new() }
    }

    async fn party(&mut self, tx: &mut Tx, person: &Person) -> Result<PartyView, Error> {
        if let Some(known) = self.parties.get(&person.id) {
            return Ok(known.clone());
        }
        let party = board::party(tx, &self.slots, person).await?;
        self.parties.insert(person.id, party.clone());
        Ok(party)
    }

    async fn answer(&mut self, tx: &mut Tx, sides: &Sides, slot: Option<SlotId>) -> Result<Answer, Error> {
        let asking = self.party(tx, &sides.asking).await?;
        let mut asked = Vec::with_capacity(sides.asked.len());
        for person in &sides.asked {
            asked.push(self.party(tx, person).await?);
        }
        Ok(placeability::answer(&self.slots.board(sides.kind()), &asking, &asked, slot))
    }
}
