//! Everything that is kept of somebody, for themselves.

use crate::{
    Actor, Engine, Error, EventId, Kind, Refusal,
    domain::{
        access::UseCase,
        account::Account,
        agenda::AgendaEntry,
        message::{Conversation, Message},
        registration::{Dossier, NewRegistration},
        request::Person,
        role::RoleKind,
        sign_up::SignUp,
        text::Texts,
    },
    store::{
        Tx, agenda_entries, archives, events, messages, parties, registration_drafts,
        registration_parts::{self, Attachment, Consent},
        registrations,
        request_lists::{self, RequestView},
        roles, second_factors,
        sign_ins::{self, SignInRecord},
        sign_ups,
    },
};
use chrono::{DateTime, Utc};

/// More than anybody has; whoever has more gets the latest.
const MOST: i64 = 10_000;

/// Everything that is kept of an account.
#[derive(Clone, Debug)]
pub struct Archive {
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// The account.
    pub account: Account,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// Who signed in to it, or tried to.
    pub sign_ins: Vec<SignInRecord>,
    /// What there is in each event.
    pub events: Vec<ArchivedEvent>,
}

/// What is kept of an account in an event.
#[derive(Clone, Debug)]
pub struct ArchivedEvent {
    /// The event's name in addresses.
    pub slug: String,
    /// The event's name.
    pub names: Texts,
    /// What the account is in it.
    pub roles: Vec<RoleKind>,
    /// A registration that is not handed in.
    pub draft: Option<NewRegistration>,
    /// Registrations that it handed in, or of which it is one of the people.
    pub registrations: Vec<ArchivedRegistration>,
    /// As whom it takes part.
    pub people: Vec<ArchivedPerson>,
}

/// A registration with what belongs to it.
#[derive(Clone, Debug)]
pub struct ArchivedRegistration {
    /// Company, people, offers and wants.
    pub dossier: Dossier,
    /// What was consented to.
    pub consents: Vec<Consent>,
    /// The files, which are fetched one by one.
    pub files: Vec<Attachment>,
}

/// What somebody who takes part has.
#[derive(Clone, Debug)]
pub struct ArchivedPerson {
    /// Who.
    pub person: Person,
    /// When they are not there, by their own word.
    pub unavailable: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    /// Requests of either side.
    pub requests: Vec<RequestView>,
    /// The agenda.
    pub agenda: Vec<AgendaEntry>,
    /// Sign-ups for activities.
    pub sign_ups: Vec<SignUp>,
    /// Conversations with their messages.
    pub conversations: Vec<(Conversation, Vec<Message>)>,
}

impl Engine {
    /// Everything that is kept of the own account. That it was taken is recorded.
    pub async fn take_archive(&self, actor: &Actor) -> Result<Archive, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::TakeArchive, None).await?;
        let account = self.own_account(&mut tx, actor).await?;
        let factor = second_factors::find(&mut tx, account.id).await?;
        let mut found = Vec::new();
        for event in archives::events_of(&mut tx, account.id).await? {
            found.push(self.archived_event(&mut tx, &account, event).await?);
        }
        let archive = Archive {
            taken_at: self.now(),
            second_factor: factor.is_some_and(|factor| factor.factor_confirmed_at.is_some()),
            sign_ins: sign_ins::list_records(&mut tx, account.id, MOST).await?,
            events: found,
            account,
        };
        tx.record(self.entry(actor, "account.archive-taken", Kind::Account, archive.account.id));
        tx.commit().await?;
        Ok(archive)
    }

    async fn archived_event(
        &self,
        tx: &mut Tx,
        account: &Account,
        id: EventId,
    ) -> Result<ArchivedEvent, Error> {
        let event = events::find(tx, id).await?.ok_or(Error::not_found(Kind::Event))?;
        let standing = roles::standing(tx, &Actor::account(account.id), Some(id)).await?;
        let draft = registration_drafts::find(tx, id, account.id).await?;
        let mut own = Vec::new();
        for registration in registrations::list_of_account(tx, id, account.id).await? {
            let dossier = registrations::dossier(tx, id, registration).await?;
            own.push(ArchivedRegistration {
                dossier: dossier.ok_or(Refusal::NotAllowed)?,
                consents: registration_parts::consents(tx, registration).await?,
                files: registration_parts::files(tx, registration).await?,
            });
        }
        let mut people = Vec::new();
        for person in parties::people_of(tx, id, account.id).await? {
            people.push(archived_person(tx, person).await?);
        }
        Ok(ArchivedEvent {
            slug: event.details.slug,
            names: event.details.names,
            roles: standing.roles.iter().map(crate::domain::role::Role::kind).collect(),
            draft: draft.map(|draft| draft.content),
            registrations: own,
            people,
        })
    }
}

async fn archived_person(tx: &mut Tx, person: Person) -> Result<ArchivedPerson, Error> {
    let (event, id) = (person.event, person.id);
    let mut conversations = Vec::new();
    for conversation in messages::conversations(tx, event, Some(id)).await? {
        let written = messages::list(tx, conversation.id).await?;
        conversations.push((conversation, written));
    }
    Ok(ArchivedPerson {
        unavailable: registration_parts::unavailable(tx, id).await?,
        requests: request_lists::list(tx, event, (Some(id), None), (None, MOST)).await?,
        agenda: agenda_entries::of_person(tx, event, id).await?,
        sign_ups: sign_ups::list_by_participant(tx, event, id).await?,
        conversations,
        person,
    })
}
