//! The one error of the engine.

use crate::{domain::words, store::StoreError};
use serde_json::{Map, Value};
use std::fmt;

/// Why a use case did nothing.
///
/// One type for all use cases, since callers do the same with each kind whatever failed: show the faults beside the fields,
/// say that it is not there, explain the refusal. Whatever the error, nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input has faults: all that could be found, at once.
    #[error("invalid input: {0}")]
    Invalid(Faults),
    /// It is not there, or not there for this actor: nobody can tell the two apart.
    #[error("{kind} not found")]
    NotFound {
        /// What was looked for.
        kind: Kind,
    },
    /// A rule says no.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// Somebody else was faster; what was read is no longer so.
    #[error("changed by somebody else")]
    Conflict,
    /// Too many attempts.
    #[error("too many attempts, next one in {retry_after_seconds} seconds")]
    Throttled {
        /// When to try again.
        retry_after_seconds: i64,
    },
    /// A secret in the database does not open: the installation's key is not the one that sealed it, or somebody changed it.
    #[error(
        "the key of this installation does not open a secret of its database: it was sealed with another, or changed"
    )]
    WrongKey,
    /// The storage failed.
    #[error("storage failure")]
    Store(#[source] StoreError),
    /// Something that cannot happen did.
    #[error("internal failure: {0}")]
    Internal(&'static str),
}

impl Error {
    /// That there is no such object, for this actor.
    pub const fn not_found(kind: Kind) -> Self {
        Self::NotFound { kind }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        if error.is_overtaken() {
            tracing::warn!(error = ?error, "somebody else was faster");
            Self::Conflict
        } else {
            Self::Store(error)
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The faults of one input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// No fault yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a fault.
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// The value, or its fault remembered and nothing.
    pub fn take<T>(&mut self, result: Result<T, Fault>) -> Option<T> {
        result.map_err(|fault| self.push(fault)).ok()
    }

    /// All faults.
    pub fn as_slice(&self) -> &[Fault] {
        &self.0
    }

    /// Nothing where there is no fault, or all of them as an error.
    pub fn check(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::Invalid(faults)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Invalid(Faults(vec![fault]))
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            let separator = if i == 0 { "" } else { ", " };
            write!(f, "{separator}{}: {}", fault.path, fault.code)?;
        }
        Ok(())
    }
}

/// One fault of an input: where, what, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field, as `people[2].email`.
    pub path: String,
    /// What is wrong: a stable word, and the key of the message.
    pub code: FaultCode,
    /// What would be right, as data of the message: `least`, `most`, `choices`, …
    pub data: Map<String, Value>,
}

impl Fault {
    /// A fault of a field.
    pub fn new(path: impl Into<String>, code: FaultCode) -> Self {
        Self { path: path.into(), code, data: Map::new() }
    }

    /// With a piece of what would be right.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.data.insert(name.to_owned(), value.into());
        self
    }
}

words! {
    /// What is wrong with a field.
    pub enum FaultCode {
        /// It is empty and must not be.
        Required = "required",
        /// It has more characters than `most`.
        TooLong = "too-long",
        /// It is none of `choices`.
        UnknownChoice = "unknown-choice",
        /// It is less than `least` or more than `most`.
        OutOfRange = "out-of-range",
        /// It is not an e-mail address, such as `name@example.org`.
        NotAnEmailAddress = "not-an-email-address",
        /// It has control characters.
        ControlCharacters = "control-characters",
        /// The password has fewer than the `fewest` characters for its number of `classes`.
        WeakPassword = "weak-password",
        /// The password is not the present one.
        WrongPassword = "wrong-password",
        /// The code of the second factor is not right.
        WrongCode = "wrong-code",
        /// It is not a country code of two letters, such as `FR`.
        NotACountry = "not-a-country",
        /// It occurs twice.
        Duplicate = "duplicate",
        // Plans
        /// There is no such thing in the event.
        UnknownReference = "unknown-reference",
        /// The meeting has no place that could be changed.
        NotPlaced = "not-placed",
        /// The plan would break `rule`, which the organiser may waive where `waivable` says so.
        BreaksRule = "breaks-rule",
        /// The event cannot be planned as it is: the `field` of the `object` with the `id`, and of pins the `problem` with who and
        /// what is in it.
        NotPlannable = "not-plannable",
        /// The text is no file of the format.
        NotInFormat = "not-in-format",
        // Events
        /// Text on it has a contrast of `ratio`, which is less than `least`: it could not be read.
        LowContrast = "low-contrast",
        /// It has other characters than small letters, digits and hyphens between them.
        NotASlug = "not-a-slug",
        /// It is not the name of a time zone, such as `Europe/Paris`.
        UnknownTimeZone = "unknown-time-zone",
        /// Clocks skip this local time.
        NoSuchTime = "no-such-time",
        /// It is not after the start.
        EndBeforeStart = "end-before-start",
        /// It is on none of the event's days.
        OutsideTheEvent = "outside-the-event",
        /// There is no room for one slot.
        TooShort = "too-short",
        /// Something else is there at that time, in the same room.
        Overlaps = "overlaps",
        /// The room has no tables.
        NoTables = "no-tables",
        /// Something takes place there, somebody is in it, or something was made with it.
        InUse = "in-use",
        /// Experts never meet each other.
        ExpertsMeetExperts = "experts-meet-experts",
        // Registrations
        /// It has fewer characters than `least`.
        TooFewCharacters = "too-few-characters",
        /// There are fewer than `least`.
        TooFew = "too-few",
        /// There are more than `most`.
        TooMany = "too-many",
        /// It is larger than `most` bytes.
        TooLarge = "too-large",
        /// It is not of the `kind` that the field takes.
        WrongKind = "wrong-kind",
        /// It is not written as in `example`.
        WrongFormat = "wrong-format",
        /// There is no such field.
        UnknownField = "unknown-field",
        /// The text names something in braces that this message does not have: `name`.
        UnknownPlaceholder = "unknown-placeholder",
        /// It is given where it is not asked for.
        NotAsked = "not-asked",
        /// It leads back to itself.
        Loop = "loop",
        /// There is a newer one: `current`.
        Outdated = "outdated",
        /// The file cannot be read as what it should be.
        NotReadable = "not-readable",
        /// Several fit it.
        Ambiguous = "ambiguous",
        /// It was cancelled, and nobody changes it any more.
        Closed = "closed",
        /// It is nobody's whom the actor may reach.
        OutOfScope = "out-of-scope",
    }
}

words! {
    /// A kind of object, in errors, in the audit and in addresses.
    pub enum Kind {
        /// A person's account.
        Account = "account",
        /// An organisation.
        Organisation = "organisation",
        /// An event.
        Event = "event",
        /// A role in an event.
        Role = "role",
        /// The rules that assign registrations to co-organisers.
        AssignmentRules = "assignment-rules",
        /// A link that was sent.
        Token = "token",
        /// A token by which programs call.
        ApiToken = "api-token",
        /// A sign-in.
        SignIn = "sign-in",
        /// A notice.
        Notice = "notice",
        /// The texts of an event's mails.
        MailTemplate = "mail-template",
        // Plans
        /// A plan.
        Plan = "plan",
        /// A run of the planner.
        Run = "run",
        /// A meeting.
        Meeting = "meeting",
        /// The pin of a meeting.
        Pin = "pin",
        /// A block.
        Block = "block",
        // Events
        /// A session.
        Session = "session",
        // Activities
        /// An activity.
        Activity = "activity",
        /// Somebody's place in an activity.
        SignUp = "sign-up",
        // Requests
        /// A participant.
        Participant = "participant",
        /// A company's registration.
        Registration = "registration",
        /// A slot.
        Slot = "slot",
        /// A room.
        Room = "room",
        /// A meeting request.
        MeetingRequest = "meeting-request",
        /// A conversation.
        Conversation = "conversation",
        /// A rule for reminders.
        ReminderRule = "reminder-rule",
        /// A webhook.
        Webhook = "webhook",
        // Registrations
        /// A registration that is not handed in.
        RegistrationDraft = "registration-draft",
        /// An offer or a want.
        Offering = "offering",
        /// A file that belongs to a registration.
        Attachment = "attachment",
        /// The form of an event.
        Form = "form",
        /// A list of terms.
        TermList = "term-list",
        /// A term.
        Term = "term",
        /// A text that people consent to.
        ConsentText = "consent-text",
        /// The settings of registration.
        RegistrationSettings = "registration-settings",
    }
}

words! {
    /// A rule's "no". The word is stable, and the key of the message.
    pub enum Refusal {
        /// One has to sign in first.
        SignInNeeded = "sign-in-needed",
        /// The actor's roles do not cover it.
        NotAllowed = "not-allowed",
        /// The token does not open it, whatever its owner may.
        BeyondToken = "beyond-token",
        /// An administrator's role counts only with a second factor.
        SecondFactorNeeded = "second-factor-needed",
        /// Address and password do not belong together, or the account may not sign in.
        WrongCredentials = "wrong-credentials",
        /// The link was used, has expired, or never was.
        TokenNotValid = "token-not-valid",
        /// Another account has the address meanwhile.
        AddressTaken = "address-taken",
        /// There is a second factor already.
        SecondFactorEnrolled = "second-factor-enrolled",
        /// There is no second factor.
        NoSecondFactor = "no-second-factor",
        /// The account has that role in the event already.
        RoleExists = "role-exists",
        /// An event keeps at least one principal administrator.
        LastPrincipal = "last-principal",
        // Plans
        /// A run for the event is waiting or going on.
        RunUnderWay = "run-under-way",
        /// The run has ended.
        RunEnded = "run-ended",
        /// The plan is no draft any more.
        NotADraft = "not-a-draft",
        /// There is no published plan.
        NothingPublished = "nothing-published",
        /// More meetings must change than may.
        TooFewChanges = "too-few-changes",
        /// No plan keeps the limit on breaks beside the pins.
        BreakLimitTooTight = "break-limit-too-tight",
        /// The planner failed; a record of the run says how.
        PlannerFailed = "planner-failed",
        // Events
        /// The phase of the event does not allow it.
        PhaseForbids = "phase-forbids",
        /// The event cannot go from its phase into that one.
        NotTheNextPhase = "not-the-next-phase",
        /// Something that is needed is missing; the readiness list says what.
        NotReady = "not-ready",
        /// There are sessions or activities, whose local times would change.
        TimesExist = "times-exist",
        /// A meeting is asked for, planned or pinned in it.
        MeetingsExist = "meetings-exist",
        // Requests
        /// The request was accepted before.
        RequestAnswered = "request-answered",
        /// The request was declined, withdrawn or cancelled, or expired.
        RequestClosed = "request-closed",
        /// Both sides have agreed already.
        RequestConfirmed = "request-confirmed",
        /// The two have an open request between them already.
        RequestExists = "request-exists",
        /// The time for an answer is over.
        RequestExpired = "request-expired",
        /// The other side asked for another time: its request needs an answer.
        RequestMirrored = "request-mirrored",
        /// The asked side has not accepted yet.
        RequestNotAccepted = "request-not-accepted",
        /// Both sides have not agreed yet.
        RequestNotConfirmed = "request-not-confirmed",
        /// Its time is not over yet.
        RequestNotDue = "request-not-due",
        /// The asking company was not validated, or may not ask for meetings.
        MayNotBook = "may-not-book",
        /// People of one company do not ask each other.
        OwnCompany = "own-company",
        /// By their categories the one may not ask the other.
        CategoryMayNotAsk = "category-may-not-ask",
        /// The own side has all the meetings that it may have.
        QuotaReached = "quota-reached",
        /// The other side has all the meetings that it may have.
        OtherSideFull = "other-side-full",
        /// So many requests wait for an answer that no more may be made.
        TooManyPending = "too-many-pending",
        /// In no slot are both free while a table is.
        NoFreeSlot = "no-free-slot",
        /// The meeting has begun, or is over.
        MeetingBegun = "meeting-begun",
        /// The two may not write to each other.
        MessagesNotAllowed = "messages-not-allowed",
        // Registrations
        /// Registration is not open, or no longer.
        RegistrationClosed = "registration-closed",
        /// The registration is in a state that does not allow it.
        RegistrationState = "registration-state",
        /// A term cannot be merged into one below it, or of another list.
        TermsCannotMerge = "terms-cannot-merge",
        /// Something still refers to it.
        InUse = "in-use",
        /// There are as many as there may be.
        TooManyAlready = "too-many-already",
        /// Nobody takes part without this consent.
        ConsentNeeded = "consent-needed",
        /// A registration keeps at least one person.
        LastPerson = "last-person",
        // Activities
        /// The activity is in a state that does not lead there.
        ActivityNotInState = "activity-not-in-state",
        /// Nobody can sign up for the activity now.
        ActivityNotOpen = "activity-not-open",
        /// The activity has no place left.
        ActivityFull = "activity-full",
        /// Everybody attends without signing up.
        SignUpNotNeeded = "sign-up-not-needed",
        /// Only the organisers sign people up for it.
        InvitationNeeded = "invitation-needed",
        /// The person has a place already, or waits for one.
        AlreadySignedUp = "already-signed-up",
        /// The person has another activity at that time, or not the time for the way.
        ClashesWithActivity = "clashes-with-activity",
        /// The person has a planned meeting at that time, or not the time for the way.
        ClashesWithMeeting = "clashes-with-meeting",
        /// The sign-up was cancelled.
        SignUpCancelled = "sign-up-cancelled",
        /// The person does not take part in the event, or not yet.
        NotTakingPart = "not-taking-part",
        // Webhooks
        /// The program behind it said that it is gone for good.
        WebhookGone = "webhook-gone",
        /// The webhook rests.
        WebhookPaused = "webhook-paused",
    }
}
