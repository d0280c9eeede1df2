//! Whether a meeting could still be placed: asked for before a request is made, and told with every answer.

use super::requests::{NO_PARTICIPANT, Sides, asked, must_be_for};
use crate::{
    Actor, Engine, Error, EventId, ParticipantId, SlotId,
    domain::{
        access::UseCase,
        placeability::{self, Answer},
        request::AskedParty,
    },
    store::{Tx, board, parties},
};

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
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ShowPlaceability, Some(event)).await?;
        let asking = parties::person(&mut tx, from).await?.filter(|from| from.event == event);
        let asking = asking.filter(|from| permit.covers(&from.subject())).ok_or(NO_PARTICIPANT)?;
        let sides = Sides { asked: asked(&mut tx, event, to).await?, asking };
        must_be_for(&mut tx, slot, &sides).await?;
        self.placeable(&mut tx, &sides, slot).await
    }

    pub(super) async fn placeable(
        &self,
        tx: &mut Tx,
        sides: &Sides,
        slot: Option<SlotId>,
    ) -> Result<Answer, Error> {
        let wide = board::board(tx, sides.asking.event, sides.kind()).await?;
        let asking = board::party(tx, &wide, &sides.asking).await?;
        let mut asked = Vec::with_capacity(sides.asked.len());
        for person in &sides.asked {
            asked.push(board::party(tx, &wide, person).await?);
        }
        Ok(placeability::answer(&wide.board, &asking, &asked, slot))
    }

    /// Whether the two are there in a slot, whatever meetings they have: the asking person and one who could come.
    pub(super) async fn are_there(&self, tx: &mut Tx, sides: &Sides, slot: SlotId) -> Result<bool, Error> {
        let wide = board::board(tx, sides.asking.event, sides.kind()).await?;
        let Some(i) = wide.board.slots.iter().position(|view| view.id == slot && view.suits) else {
            return Ok(false);
        };
        if !sides.asking.present || !board::party(tx, &wide, &sides.asking).await?.free[i] {
            return Ok(false);
        }
        for person in sides.asked.iter().filter(|person| person.present) {
            if board::party(tx, &wide, person).await?.free[i] {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
