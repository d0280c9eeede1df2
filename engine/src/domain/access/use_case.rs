//! The table of use cases: one line each in the enum, one row each in [`UseCase::parties`].
//!
//! The compiler asks for the row; `engine/tests/access` asks for the same row again, written by whoever thought about it a
//! second time.

use super::Party::{
    self, Anyone, CheckInDesk, Expert, Holder, Installation, Participant, Principal, SignedIn,
};
use crate::domain::{role::Function, words};

words! {
    /// Everything that can be done, by the name of the method of the engine that does it.
    pub enum UseCase {
        // Accounts
        /// Asks for an account.
        CreateAccount = "create-account",
        /// Names an administrator of the installation.
        CreateAdministrator = "create-administrator",
        /// Sets a password by a link.
        SetPassword = "set-password",
        /// Asks for a link to set a password.
        RecoverPassword = "recover-password",
        /// Changes the own password.
        ChangePassword = "change-password",
        /// Signs in.
        SignIn = "sign-in",
        /// Signs out.
        SignOut = "sign-out",
        /// Reads the own account.
        ShowAccount = "show-account",
        /// Asks for another address for the own account.
        AskEmailChange = "ask-email-change",
        /// Takes another address by a link.
        ChangeEmail = "change-email",
        /// Changes the own language.
        ChangeLanguage = "change-language",
        /// Enrols a second factor.
        EnrolSecondFactor = "enrol-second-factor",
        /// Removes the own second factor.
        RemoveSecondFactor = "remove-second-factor",
        /// Reads who signed in.
        ListSignIns = "list-sign-ins",
        /// Ends one of the own sign-ins.
        EndSignIn = "end-sign-in",
        /// Makes, lists and withdraws the own tokens for programs.
        ManageApiTokens = "manage-api-tokens",
        /// Keeps what was answered to a program's call, to answer it alike again.
        KeepAnswers = "keep-answers",
        /// Takes everything that is kept of the own account.
        TakeArchive = "take-archive",
        /// Deletes records and tokens whose time is over.
        PurgeAccounts = "purge-accounts",
        /// Reads how much work waits.
        ShowWorkload = "show-workload",
        // Organisations
        /// Adds a chamber, a partner or a company.
        CreateOrganisation = "create-organisation",
        /// Reads organisations.
        ListOrganisations = "list-organisations",
        // Roles
        /// Names a principal administrator of an event.
        NamePrincipal = "name-principal",
        /// Invites a secondary administrator, or the check-in desk.
        InviteAdministrator = "invite-administrator",
        /// Changes functions and data of a secondary administrator.
        ChangeRole = "change-role",
        /// Ends a role.
        WithdrawRole = "withdraw-role",
        /// Reads the roles of an event.
        ListRoles = "list-roles",
        /// Says which co-organiser gets which registrations.
        SetAssignmentRules = "set-assignment-rules",
        // Audit and notices
        /// Reads the history of an object.
        ReadAudit = "read-audit",
        /// Checks the chain of the audit.
        VerifyAudit = "verify-audit",
        /// Sends what is owed.
        SendNotices = "send-notices",
        /// Reads to whom messages of an event went, and which could not be sent.
        ReadOutbox = "read-outbox",
        /// Has a message sent again that could not be sent.
        RetryNotice = "retry-notice",
        /// Reads and edits the texts of an event's mails.
        EditMailTemplates = "edit-mail-templates",
        /// Says which messages about registrations one wants.
        ChooseMails = "choose-mails",
        /// Stops reminders by the secret in one.
        StopReminders = "stop-reminders",
        /// Stops reminders to oneself in an event, or takes them up again.
        ChooseReminders = "choose-reminders",
        // Events
        /// Sets an event up.
        CreateEvent = "create-event",
        /// Sets an event up as a copy of another.
        CopyEvent = "copy-event",
        /// Edits names, texts and dates.
        ChangeEvent = "change-event",
        /// Says who holds an event.
        SetHosts = "set-hosts",
        /// Edits sites, rooms, tables and travel.
        SetPlaces = "set-places",
        /// Edits categories, and who may ask whom.
        SetCategories = "set-categories",
        /// Edits the rules of meetings.
        SetRules = "set-rules",
        /// Sets colours, logo and banner of an event's pages.
        SetLook = "set-look",
        /// Reads them.
        ShowLook = "show-look",
        /// Puts an event into another phase.
        ChangePhase = "change-phase",
        /// Makes sessions and slots, or says which would be made.
        MakeGrid = "make-grid",
        /// Edits a session.
        ChangeSession = "change-session",
        /// Deletes sessions.
        DeleteSessions = "delete-sessions",
        /// Reads everything that is set for an event.
        ShowEvent = "show-event",
        /// Reads what everybody may know of an event.
        ShowPublicEvent = "show-public-event",
        /// Reads what one is in an event.
        ShowPresence = "show-presence",
        /// Reads which events there are.
        ListEvents = "list-events",
        /// Reads which events everybody may know of.
        ListPublicEvents = "list-public-events",
        /// Reads what is still to be done for an event.
        CheckReadiness = "check-readiness",
        // Registrations
        /// Sets up the form, lists, settings and consent texts of registration.
        SetUpRegistration = "set-up-registration",
        /// Reads them, as one needs them to register.
        ShowRegistrationForm = "show-registration-form",
        /// Keeps, reads and throws away the own registration that is not handed in.
        KeepDraft = "keep-draft",
        /// Registers a company with its people, offers and wants.
        Register = "register",
        /// Reads a registration.
        ShowRegistration = "show-registration",
        /// Changes what a registration says.
        EditRegistration = "edit-registration",
        /// Gives a registration up.
        CancelRegistration = "cancel-registration",
        /// Reads registrations.
        ListRegistrations = "list-registrations",
        /// Validates or refuses companies, people, offers and wants.
        ValidateRegistrations = "validate-registrations",
        /// Lists registrations, notes payments, lets people ask for meetings.
        FlagRegistrations = "flag-registrations",
        /// Says by hand which co-organiser gets a registration.
        AssignRegistration = "assign-registration",
        /// Says which organisation a registration represents.
        LinkOrganisation = "link-organisation",
        /// Runs the assignment rules again.
        RunAssignmentRules = "run-assignment-rules",
        /// Imports participants.
        ImportParticipants = "import-participants",
        /// Imports offers and wants.
        ImportOfferings = "import-offerings",
        /// Paints a participant's availability.
        SetAvailability = "set-availability",
        /// Reads it.
        ShowAvailability = "show-availability",
        /// Enters or updates an expert.
        SaveExpert = "save-expert",
        /// Says that a participant does not come, is gone, or is back.
        SetAttendance = "set-attendance",
        /// Says how many meetings a person may have and is promised.
        SetQuota = "set-quota",
        /// Says in which room an exhibitor receives.
        SetBooth = "set-booth",
        /// Reads who is expected, as the check-in desk needs it.
        ListForDesk = "list-for-desk",
        // Catalogue
        /// Searches the public catalogue.
        SearchCatalogue = "search-catalogue",
        /// Asks whom one should meet.
        SuggestMeetings = "suggest-meetings",
        // Activities
        /// Sets an activity up.
        CreateActivity = "create-activity",
        /// Edits an activity, or says whom that would concern.
        ChangeActivity = "change-activity",
        /// Opens, closes, postpones or cancels an activity.
        ChangeActivityState = "change-activity-state",
        /// Reads which activities there are.
        ListActivities = "list-activities",
        /// Signs up for an activity.
        SignUp = "sign-up",
        /// Cancels a sign-up.
        CancelSignUp = "cancel-sign-up",
        /// Moves somebody to another activity.
        TransferSignUp = "transfer-sign-up",
        /// Reads who signed up for an activity.
        ListSignUps = "list-sign-ups",
        /// Reads what a person signed up for.
        ListSignUpsOf = "list-sign-ups-of",
        // Requests
        /// Asks for a meeting.
        Ask = "ask",
        /// Accepts or declines a request.
        AnswerRequest = "answer-request",
        /// Confirms what was accepted.
        ConfirmRequest = "confirm-request",
        /// Takes a request back.
        WithdrawRequest = "withdraw-request",
        /// Cancels what was agreed.
        CancelRequest = "cancel-request",
        /// Asks for another time.
        RescheduleRequest = "reschedule-request",
        /// Ends requests whose time is over.
        ExpireRequests = "expire-requests",
        /// Reads requests.
        ListRequests = "list-requests",
        /// Asks whether a meeting could still be placed.
        ShowPlaceability = "show-placeability",
        /// Reads an agenda.
        ShowAgenda = "show-agenda",
        /// Makes, renews or ends the secret address of the own agenda.
        ManageFeed = "manage-feed",
        /// Reads an agenda by its secret address.
        ReadFeed = "read-feed",
        /// Reads which agendas changed.
        ListChangedAgendas = "list-changed-agendas",
        /// Writes to another party, or to the organisers.
        WriteMessage = "write-message",
        /// Reads conversations.
        ReadMessages = "read-messages",
        /// Writes to a participant for the organisers.
        AnswerMessage = "answer-message",
        /// Says when people are reminded.
        SetReminders = "set-reminders",
        /// Reads when people are reminded.
        ListReminders = "list-reminders",
        /// Owes the reminders that have fallen due.
        SendReminders = "send-reminders",
        // Plans
        /// Reads plans, runs, pins and blocks; explains meetings and lists places for them.
        ReadPlans = "read-plans",
        /// Reads how evenly meetings fell.
        ShowFairness = "show-fairness",
        /// Asks for a run of the planner, or stops it.
        StartRun = "start-run",
        /// Edits drafts and the published plan, also on the spot.
        EditPlan = "edit-plan",
        /// Pins meetings, and blocks people, rooms and tables.
        Decide = "decide",
        /// Publishes a plan.
        PublishPlan = "publish-plan",
        /// Takes the event and its plans out as files, and plans in.
        ExchangePlans = "exchange-plans",
        /// Works on runs.
        WorkOnRuns = "work-on-runs",
        // Webhooks
        /// Reads webhooks and their deliveries.
        ReadWebhooks = "read-webhooks",
        /// Adds, tests, pauses and withdraws webhooks.
        ManageWebhooks = "manage-webhooks",
        /// Delivers what webhooks are owed.
        DeliverWebhooks = "deliver-webhooks",
    }
}

impl UseCase {
    /// Who may.
    #[expect(clippy::match_same_arms, reason = "a table by area reads better than one by who may")]
    #[expect(clippy::too_many_lines, reason = "one row per use case")]
    pub const fn parties(self) -> &'static [Party] {
        match self {
            // Accounts
            Self::CreateAccount
            | Self::SetPassword
            | Self::RecoverPassword
            | Self::ChangeEmail
            | Self::SignIn => &[Anyone],
            Self::ChangePassword
            | Self::SignOut
            | Self::ShowAccount
            | Self::TakeArchive
            | Self::ChangeLanguage
            | Self::AskEmailChange
            | Self::EnrolSecondFactor
            | Self::RemoveSecondFactor
            | Self::EndSignIn
            | Self::ManageApiTokens
            | Self::KeepAnswers => &[SignedIn],
            Self::ListSignIns => &[SignedIn, Installation],
            Self::CreateAdministrator | Self::PurgeAccounts | Self::ShowWorkload => &[],
            // Organisations
            Self::CreateOrganisation => &[Installation],
            Self::ListOrganisations => &[SignedIn, Installation],
            // Roles
            Self::NamePrincipal => &[Installation, Principal],
            Self::InviteAdministrator | Self::ChangeRole | Self::WithdrawRole | Self::SetAssignmentRules => {
                &[Principal]
            }
            Self::ListRoles => &[Principal, Holder(Function::Roles)],
            // Audit and notices
            Self::ReadAudit | Self::VerifyAudit => &[Principal, Installation],
            Self::SendNotices => &[],
            Self::ReadOutbox | Self::RetryNotice => &[Principal, Holder(Function::SendMessages)],
            Self::EditMailTemplates => &[Principal, Holder(Function::EditEvent)],
            Self::ChooseMails => &[Principal, Holder(Function::ValidateRegistrations)],
            Self::StopReminders => &[Anyone],
            Self::ChooseReminders => &[Participant, Expert],
            // Plans
            Self::ReadPlans | Self::ShowFairness => {
                &[Principal, Holder(Function::ReadMeetings), Holder(Function::ManagePlans)]
            }
            Self::StartRun | Self::EditPlan | Self::Decide | Self::PublishPlan => {
                &[Principal, Holder(Function::ManagePlans)]
            }
            Self::ExchangePlans => &[Principal, Holder(Function::ManagePlans), Holder(Function::Exchange)],
            Self::WorkOnRuns => &[],
            // Webhooks
            Self::ReadWebhooks | Self::ManageWebhooks => {
                &[Installation, Principal, Holder(Function::Exchange)]
            }
            Self::DeliverWebhooks => &[],
            // Registrations
            Self::SetUpRegistration => &[Principal, Holder(Function::EditEvent)],
            Self::ShowRegistrationForm => &[Anyone],
            Self::KeepDraft => &[SignedIn],
            Self::Register => &[Anyone, Holder(Function::EditParticipants), Principal],
            Self::ShowRegistration => &[SignedIn, Holder(Function::ReadParticipants), Principal],
            Self::EditRegistration | Self::CancelRegistration | Self::SetAvailability => {
                &[SignedIn, Holder(Function::EditParticipants), Principal]
            }
            Self::ListRegistrations => &[Holder(Function::ReadParticipants), Principal],
            Self::ListForDesk => {
                &[Holder(Function::ReadParticipants), Holder(Function::CheckIn), CheckInDesk, Principal]
            }
            Self::SetAttendance => {
                &[Holder(Function::EditParticipants), Holder(Function::CheckIn), CheckInDesk, Principal]
            }
            Self::SetQuota | Self::SetBooth => &[Holder(Function::EditParticipants), Principal],
            Self::ValidateRegistrations => &[Holder(Function::ValidateRegistrations), Principal],
            Self::FlagRegistrations => &[Holder(Function::ValidateRegistrations), Principal],
            Self::AssignRegistration | Self::LinkOrganisation | Self::RunAssignmentRules => &[Principal],
            Self::ImportParticipants | Self::ImportOfferings => &[Holder(Function::Exchange), Principal],
            Self::ShowAvailability => &[SignedIn, Holder(Function::ReadParticipants), Principal],
            Self::SaveExpert => &[Holder(Function::EditParticipants), Principal],
            // Catalogue
            Self::SearchCatalogue => &[Anyone],
            Self::SuggestMeetings => &[Participant, Expert, Holder(Function::ManageRequests), Principal],
            // Requests
            Self::Ask
            | Self::AnswerRequest
            | Self::ConfirmRequest
            | Self::WithdrawRequest
            | Self::CancelRequest
            | Self::RescheduleRequest => &[Participant, Expert, Holder(Function::ManageRequests), Principal],
            Self::ListRequests | Self::ShowPlaceability => &[
                Participant,
                Expert,
                Holder(Function::ManageRequests),
                Holder(Function::ReadMeetings),
                Principal,
            ],
            Self::ShowAgenda => {
                &[Participant, Expert, CheckInDesk, Holder(Function::ReadMeetings), Principal]
            }
            Self::ManageFeed => &[Participant, Expert],
            Self::ReadFeed => &[Anyone],
            Self::ListChangedAgendas => &[Holder(Function::ReadMeetings), Principal],
            Self::WriteMessage => &[Participant, Expert],
            Self::ReadMessages => &[Participant, Expert, Holder(Function::SendMessages), Principal],
            Self::AnswerMessage => &[Holder(Function::SendMessages), Principal],
            Self::SetReminders => &[Holder(Function::EditEvent), Principal],
            Self::ListReminders => &[Holder(Function::EditEvent), Holder(Function::SendMessages), Principal],
            Self::ExpireRequests | Self::SendReminders => &[],
            // Events
            Self::CreateEvent => &[Installation],
            Self::CopyEvent => &[Installation, Principal],
            Self::ChangeEvent
            | Self::SetHosts
            | Self::SetPlaces
            | Self::SetCategories
            | Self::SetRules
            | Self::SetLook
            | Self::MakeGrid
            | Self::ChangeSession
            | Self::DeleteSessions
            | Self::CheckReadiness => &[Installation, Principal, Holder(Function::EditEvent)],
            Self::ChangePhase => &[Installation, Principal],
            Self::ShowEvent => ADMINISTRATORS,
            Self::ListEvents => &[SignedIn, Installation],
            Self::ShowPublicEvent | Self::ListPublicEvents | Self::ShowPresence | Self::ShowLook => &[Anyone],
            // Activities
            Self::CreateActivity | Self::ChangeActivity | Self::ChangeActivityState => {
                &[Principal, Holder(Function::ManageActivities)]
            }
            Self::ListActivities => &[Anyone, Principal, CheckInDesk, Holder(Function::ManageActivities)],
            Self::SignUp | Self::CancelSignUp | Self::TransferSignUp | Self::ListSignUpsOf => {
                &[Participant, Expert, Principal, CheckInDesk, Holder(Function::ManageActivities)]
            }
            Self::ListSignUps => &[Principal, CheckInDesk, Holder(Function::ManageActivities)],
        }
    }
}

/// Everybody who administers an event in any way.
const ADMINISTRATORS: &[Party] = &[
    Installation,
    Principal,
    CheckInDesk,
    Holder(Function::ReadParticipants),
    Holder(Function::EditParticipants),
    Holder(Function::ValidateRegistrations),
    Holder(Function::ManageRequests),
    Holder(Function::ReadMeetings),
    Holder(Function::ManagePlans),
    Holder(Function::ManageActivities),
    Holder(Function::EditEvent),
    Holder(Function::Exchange),
    Holder(Function::CheckIn),
    Holder(Function::SendMessages),
    Holder(Function::Roles),
];
