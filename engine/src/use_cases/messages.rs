//! Messages: between parties once agreed, or before where the organiser allows it; and with the organisers.

use super::requests::NO_PARTICIPANT;
use crate::{
    Actor, ConversationId, Engine, Error, EventId, Kind, MessageId, ParticipantId,
    domain::{
        access::{Permit, UseCase},
        agenda::Attending,
        event_rules::Rules,
        message::{self, Between, Conversation, Correspondent, Message},
        notice::{Notice, NoticeKind},
        phase::Action,
        request::{Person, RequestState, may_ask},
    },
    store::{Tx, events, messages, parties, requests},
};
use serde_json::json;

const NO_CONVERSATION: Error = Error::not_found(Kind::Conversation);

impl Engine {
    /// Writes to another participant, or to the organisers.
    pub async fn write_message(
        &self,
        actor: &Actor,
        from: ParticipantId,
        to: Correspondent,
        text: &str,
    ) -> Result<MessageId, Error> {
        let mut tx = self.write().await?;
        let from = parties::person(&mut tx, from).await?;
        let event = from.as_ref().map(|from| from.event);
        let permit = self.permit(&mut tx, actor, UseCase::WriteMessage, event).await?;
        let from = from.filter(|from| permit.covers(&from.subject())).ok_or(NO_PARTICIPANT)?;
        let text = message::check(text)?;
        self.count_message(&mut tx, actor).await?;
        let other = match to {
            Correspondent::Participant(id) => {
                let rules = self.rules_for(&mut tx, from.event, Action::SendMessages).await?;
                Some(addressee(&mut tx, &from, id, &rules).await?)
            }
            Correspondent::Organisers => None,
        };
        let pair = (from.id, other.as_ref().map(|other| other.id));
        let message = Message { id: self.id(), from: Some(from.id), text, sent_at: self.now() };
        self.send_message(&mut tx, actor, from.event, pair, &message).await?;
        let data = json!({ "name": from.name, "company": from.company });
        if let Some(other) = other {
            self.tell_parties(&mut tx, NoticeKind::MessageReceived, &[other], &data);
        } else {
            let data = json!({ "name": from.name, "company": from.company, "for_organisers": true });
            for to in parties::principals(&mut tx, from.event).await? {
                let notice = Notice::new(self.id(), NoticeKind::MessageReceived, to, self.now());
                tx.owe(notice.of(from.event).data(data.clone()));
            }
        }
        tx.commit().await?;
        Ok(message.id)
    }

    /// Writes to a participant for the organisers.
    pub async fn answer_message(
        &self,
        actor: &Actor,
        to: ParticipantId,
        text: &str,
    ) -> Result<MessageId, Error> {
        let mut tx = self.write().await?;
        let to = parties::person(&mut tx, to).await?;
        let event = to.as_ref().map(|to| to.event);
        let permit = self.permit(&mut tx, actor, UseCase::AnswerMessage, event).await?;
        let to = to.filter(|to| permit.covers(&to.subject())).ok_or(NO_PARTICIPANT)?;
        let message = Message { id: self.id(), from: None, text: message::check(text)?, sent_at: self.now() };
        self.send_message(&mut tx, actor, to.event, (to.id, None), &message).await?;
        let data = json!({ "from_organisers": true });
        self.tell_parties(&mut tx, NoticeKind::MessageReceived, &[to], &data);
        tx.commit().await?;
        Ok(message.id)
    }

    /// The conversations of a participant; without one, those with the organisers, for administrators.
    pub async fn list_conversations(
        &self,
        actor: &Actor,
        event: EventId,
        of: Option<ParticipantId>,
    ) -> Result<Vec<Conversation>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ReadMessages, Some(event)).await?;
        if let Some(of) = of {
            // What two parties write to each other is theirs alone.
            let person = parties::person(&mut tx, of).await?.filter(|person| person.event == event);
            let own = |person: &Person| permit.own.is_some() && person.account == permit.own;
            person.filter(own).ok_or(NO_PARTICIPANT)?;
            return Ok(messages::conversations(&mut tx, event, Some(of)).await?);
        }
        let mut reached = Vec::new();
        for conversation in messages::conversations(&mut tx, event, None).await? {
            let person = parties::person(&mut tx, conversation.one).await?;
            if person.is_some_and(|person| permit.covers(&person.subject())) {
                reached.push(conversation);
            }
        }
        Ok(reached)
    }

    /// The messages of a conversation: for those who take part, and for administrators where it is with the organisers.
    pub async fn read_conversation(&self, actor: &Actor, id: ConversationId) -> Result<Vec<Message>, Error> {
        let mut tx = self.read().await?;
        let found = messages::find(&mut tx, id).await?;
        let permit = self.permit(&mut tx, actor, UseCase::ReadMessages, found.map(|found| found.2)).await?;
        reader(&mut tx, &permit, found).await?;
        Ok(messages::list(&mut tx, id).await?)
    }

    /// The same; they count as read from now on, for the side that the actor is on.
    pub async fn open_conversation(&self, actor: &Actor, id: ConversationId) -> Result<Vec<Message>, Error> {
        let mut tx = self.write().await?;
        let found = messages::find(&mut tx, id).await?;
        let permit = self.permit(&mut tx, actor, UseCase::ReadMessages, found.map(|found| found.2)).await?;
        let side = reader(&mut tx, &permit, found).await?;
        messages::mark_read(&mut tx, id, side, self.now()).await?;
        let read = messages::list(&mut tx, id).await?;
        tx.commit().await?;
        Ok(read)
    }

    /// Whom a participant would write to, where the two may write to each other.
    pub async fn show_addressee(
        &self,
        actor: &Actor,
        from: ParticipantId,
        to: ParticipantId,
    ) -> Result<Attending, Error> {
        let mut tx = self.read().await?;
        let from = parties::person(&mut tx, from).await?;
        let event = from.as_ref().map(|from| from.event);
        let permit = self.permit(&mut tx, actor, UseCase::WriteMessage, event).await?;
        let from = from.filter(|from| permit.covers(&from.subject())).ok_or(NO_PARTICIPANT)?;
        let event = events::find(&mut tx, from.event).await?.ok_or(Error::not_found(Kind::Event))?;
        event.phase.permits(Action::SendMessages)?;
        let Person { id, name, company, .. } = addressee(&mut tx, &from, to, &event.rules).await?;
        Ok(Attending { participant: id, name, company })
    }

    async fn send_message(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        pair: (ParticipantId, Option<ParticipantId>),
        message: &Message,
    ) -> Result<(), Error> {
        let opened = messages::open(tx, self.id(), event, pair, self.now()).await?;
        let conversation = opened.ok_or(Error::Conflict)?;
        messages::insert(tx, conversation, event, message, actor.account_id()).await?;
        // What was written is nobody else's, so the audit keeps only that it was.
        let entry = self.entry(actor, "message.sent", Kind::Conversation, conversation).of(event);
        tx.record(entry.after(json!({ "message": message.id })));
        Ok(())
    }
}

/// Whom a participant writes to, where the two may write to each other.
async fn addressee(tx: &mut Tx, from: &Person, to: ParticipantId, rules: &Rules) -> Result<Person, Error> {
    let other = parties::person(tx, to).await?;
    let other = other.filter(|other| other.event == from.event && other.can_be_asked());
    let other = other.ok_or(NO_PARTICIPANT)?;
    let open = requests::open_between(tx, (from.registration, other.registration)).await?;
    let matrix = parties::matrix(tx, from.event).await?;
    let may = |one: &Person, other: &Person| may_ask(one, std::slice::from_ref(other), &matrix).is_ok();
    let between = Between {
        agreed: open.iter().any(|request| request.state == RequestState::Confirmed),
        may_ask: may(from, &other) || may(&other, from),
        consulted: from.expert && open.iter().any(|request| request.to_participant == Some(from.id)),
    };
    message::may_write(rules.messages, between)?;
    Ok(other)
}

/// On which side of a conversation somebody reads it: as a participant, or for the organisers.
async fn reader(
    tx: &mut Tx,
    permit: &Permit,
    found: Option<(ParticipantId, Option<ParticipantId>, EventId)>,
) -> Result<Option<ParticipantId>, Error> {
    let (one, other, _) = found.ok_or(NO_CONVERSATION)?;
    let one = parties::person(tx, one).await?.ok_or(NO_CONVERSATION)?;
    let other = match other {
        Some(id) => Some(parties::person(tx, id).await?.ok_or(NO_CONVERSATION)?),
        None => None,
    };
    let is_own = |person: &&Person| permit.own.is_some() && person.account == permit.own;
    if let Some(own) = [Some(&one), other.as_ref()].into_iter().flatten().find(is_own) {
        return Ok(Some(own.id));
    }
    let administered = other.is_none() && permit.covers(&one.subject());
    if administered { Ok(None) } else { Err(NO_CONVERSATION) }
}
