//! Messages: between parties once agreed, or before where the organiser allows it; and with the organisers.

use super::requests::NO_PARTICIPANT;
use crate::{
    Actor, ConversationId, Engine, Error, EventId, Kind, MessageId, ParticipantId,
    domain::{
        access::UseCase,
        message::{self, Between, Conversation, Correspondent, Message},
        notice::{Notice, NoticeKind},
        phase::Action,
        request::{Person, RequestState, may_ask},
    },
    store::{Tx, messages, parties, requests},
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
        let other = match to {
            Correspondent::Participant(id) => Some(self.addressee(&mut tx, &from, id).await?),
            Correspondent::Organisers => None,
        };
        let pair = (from.id, other.as_ref().map(|other| other.id));
        let message = Message { id: self.id(), from: Some(from.id), text, sent_at: self.now() };
        self.send_message(&mut tx, actor, from.event, pair, &message).await?;
        let data = json!({ "name": from.name, "company": from.company });
        match other {
            Some(other) => self.tell_parties(&mut tx, NoticeKind::MessageReceived, &[other], &data),
            None => {
                for to in parties::principals(&mut tx, from.event).await? {
                    let notice = Notice::new(self.id(), NoticeKind::MessageReceived, to, self.now());
                    tx.owe(notice.of(from.event).data(data.clone()));
                }
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
        let event = found.as_ref().map(|(_, event)| *event);
        let permit = self.permit(&mut tx, actor, UseCase::ReadMessages, event).await?;
        let (conversation, _) = found.ok_or(NO_CONVERSATION)?;
        let one = parties::person(&mut tx, conversation.one).await?.ok_or(NO_CONVERSATION)?;
        let other = match conversation.other {
            Some(id) => parties::person(&mut tx, id).await?,
            None => None,
        };
        let is_own = |person: &Person| permit.own.is_some() && person.account == permit.own;
        let own = is_own(&one) || other.as_ref().is_some_and(is_own);
        let administered = conversation.other.is_none() && permit.covers(&one.subject());
        if !own && !administered {
            return Err(NO_CONVERSATION);
        }
        Ok(messages::list(&mut tx, id).await?)
    }

    /// Whom a participant writes to, where the two may write to each other.
    async fn addressee(&self, tx: &mut Tx, from: &Person, to: ParticipantId) -> Result<Person, Error> {
        let other = parties::person(tx, to).await?;
        let other = other.filter(|other| other.event == from.event && other.can_be_asked());
        let other = other.ok_or(NO_PARTICIPANT)?;
        let rules = self.rules_for(tx, from.event, Action::SendMessages).await?;
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
        messages::insert(tx, conversation.id, event, message, actor.account_id()).await?;
        // What was written is nobody else's, so the audit keeps only that it was.
        let entry = self.entry(actor, "message.sent", Kind::Conversation, conversation.id).of(event);
        tx.record(entry.after(json!({ "message": message.id })));
        Ok(())
    }
}
