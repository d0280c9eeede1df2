//! Notices: messages that are owed to somebody. Writing them is the engine's work, sending them is not.

use crate::{
    domain::{
        account::{EmailAddress, Language},
        words,
    },
    ids::{AccountId, EventId, NoticeId},
};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

words! {
    /// What a notice is about; the key of its template.
    pub enum NoticeKind {
        // Accounts
        /// The account is there; the link sets its password.
        AccountCreated = "account-created",
        /// Somebody asked for an account that is there already.
        AccountExists = "account-exists",
        /// The link sets a new password.
        PasswordRecovery = "password-recovery",
        /// The password was changed.
        PasswordChanged = "password-changed",
        /// The link makes this address the account's; sent to the new address.
        EmailToConfirm = "email-to-confirm",
        /// Somebody wants to use an address that has an account already; for the owner of that one.
        EmailInUse = "email-in-use",
        /// Another address is the account's now; sent to the one before.
        EmailChanged = "email-changed",
        /// A second factor was enrolled or removed.
        SecondFactorChanged = "second-factor-changed",
        /// A role in an event.
        RoleGranted = "role-granted",
        // Events
        /// An event is in another phase.
        PhaseChanged = "phase-changed",
        // Registrations
        /// A registration was handed in; for each of its people, with a link where the account is new.
        RegistrationReceived = "registration-received",
        /// Somebody registered an address that takes part already.
        AlreadyTakesPart = "already-takes-part",
        /// A registration came in; for administrators.
        RegistrationCameIn = "registration-came-in",
        /// A company, person, offer or want was validated.
        RegistrationValidated = "registration-validated",
        /// A registration was refused, with the reason.
        RegistrationRefused = "registration-refused",
        /// A registration was given up.
        RegistrationCancelled = "registration-cancelled",
        /// Somebody was taken out of a registration; for that person.
        ParticipantRemoved = "participant-removed",
        /// People left the event, and what fell away with them; for administrators.
        ParticipantsLeft = "participants-left",
        // Activities
        /// Somebody has a place in an activity.
        SignUpConfirmed = "sign-up-confirmed",
        /// Somebody is on a waiting list.
        SignUpWaiting = "sign-up-waiting",
        /// Somebody moved up from a waiting list.
        SignUpMovedUp = "sign-up-moved-up",
        /// A sign-up was cancelled.
        SignUpCancelled = "sign-up-cancelled",
        /// Somebody was moved to another activity.
        SignUpTransferred = "sign-up-transferred",
        /// An activity is elsewhere or at another time.
        ActivityChanged = "activity-changed",
        /// An activity was put off.
        ActivityPostponed = "activity-postponed",
        /// An activity does not take place.
        ActivityCancelled = "activity-cancelled",
        // Requests
        /// Somebody asks for a meeting.
        RequestReceived = "request-received",
        /// The asked side accepted.
        RequestAccepted = "request-accepted",
        /// The asked side declined.
        RequestDeclined = "request-declined",
        /// The asking side took it back.
        RequestWithdrawn = "request-withdrawn",
        /// Nobody answered in time.
        RequestExpired = "request-expired",
        /// Both sides agreed: there is a meeting.
        MeetingAgreed = "meeting-agreed",
        /// A side cancelled the meeting.
        MeetingCancelled = "meeting-cancelled",
        /// A side needs another time.
        RescheduleAsked = "reschedule-asked",
        /// The slot that was waited for became free.
        SlotGiven = "slot-given",
        /// Somebody wrote a message.
        MessageReceived = "message-received",
        /// A reminder of the event, a day, a meeting or an activity.
        Reminder = "reminder",
        // Plans
        /// The own agenda is there: the first plan with a meeting in it was published.
        AgendaPublished = "agenda-published",
        /// The own agenda is another one.
        AgendaChanged = "agenda-changed",
    }
}

/// A notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its identity.
    pub id: NoticeId,
    /// The event that it is about.
    pub event: Option<EventId>,
    /// To whom.
    pub recipient: AccountId,
    /// To which address, where it is not the account's.
    pub address: Option<EmailAddress>,
    /// What about.
    pub kind: NoticeKind,
    /// In which language.
    pub language: Language,
    /// What its template needs.
    pub data: Value,
    /// The secret of a link, forgotten once the notice is sent.
    pub secret: Option<String>,
    /// Whether it goes to a telephone, and not by mail.
    pub by_sms: bool,
    /// Not to be sent before.
    pub due_at: DateTime<Utc>,
    /// Two notices with the same key are one.
    pub dedupe_key: String,
}

impl Notice {
    /// A notice that is due now, and the only one of its identity.
    pub fn new(id: NoticeId, kind: NoticeKind, to: (AccountId, Language), now: DateTime<Utc>) -> Self {
        let (recipient, language) = to;
        let dedupe_key = id.to_string();
        Self {
            id,
            event: None,
            recipient,
            address: None,
            kind,
            language,
            data: json!({}),
            secret: None,
            by_sms: false,
            due_at: now,
            dedupe_key,
        }
    }

    /// About an event.
    #[must_use]
    pub fn of(mut self, event: EventId) -> Self {
        self.event = Some(event);
        self
    }

    /// To another address than the account's.
    #[must_use]
    pub fn to(mut self, address: EmailAddress) -> Self {
        self.address = Some(address);
        self
    }

    /// With what its template needs.
    #[must_use]
    pub fn data(mut self, data: Value) -> Self {
        self.data = data;
        self
    }

    /// With the secret of a link.
    #[must_use]
    pub fn secret(mut self, secret: String) -> Self {
        self.secret = Some(secret);
        self
    }

    /// Once only, for all notices with this key.
    #[must_use]
    pub fn once(mut self, key: String) -> Self {
        self.dedupe_key = key;
        self
    }

    /// To the telephone of the participant whom its data names.
    #[must_use]
    pub fn by_sms(mut self) -> Self {
        self.by_sms = true;
        self
    }

    /// Due later.
    #[must_use]
    pub fn due(mut self, at: DateTime<Utc>) -> Self {
        self.due_at = at;
        self
    }
}
