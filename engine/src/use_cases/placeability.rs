//! Whether a meeting could still be placed: asked for before a request is made, and told with every answer.

use super::requests::{NO_PARTICIPANT, Sides, asked, must_be_of};
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
        must_be_of(&mut tx, slot, event).await?;
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
}
