//! Registrations and the catalogue.

use super::Row;
use carnet_engine::domain::{
    access::{
        Party::{Anyone, CheckInDesk, Expert, Holder, Participant, Principal, SignedIn},
        UseCase,
    },
    role::Function,
};

pub(super) const ROWS: &[Row] = &[
    (UseCase::SetUpRegistration, &[Principal, Holder(Function::EditEvent)]),
    (UseCase::ShowRegistrationForm, &[Anyone]),
    (UseCase::KeepDraft, &[SignedIn]),
    (UseCase::Register, &[Anyone, Holder(Function::EditParticipants), Principal]),
    (UseCase::ShowRegistration, &[SignedIn, Holder(Function::ReadParticipants), Principal]),
    (UseCase::EditRegistration, &[SignedIn, Holder(Function::EditParticipants), Principal]),
    (UseCase::CancelRegistration, &[SignedIn, Holder(Function::EditParticipants), Principal]),
    (UseCase::ListRegistrations, &[Holder(Function::ReadParticipants), Principal]),
    (
        UseCase::ListForDesk,
        &[CheckInDesk, Holder(Function::CheckIn), Holder(Function::ReadParticipants), Principal],
    ),
    (
        UseCase::SetAttendance,
        &[CheckInDesk, Holder(Function::CheckIn), Holder(Function::EditParticipants), Principal],
    ),
    (UseCase::SetQuota, &[Holder(Function::EditParticipants), Principal]),
    (UseCase::SetBooth, &[Holder(Function::EditParticipants), Principal]),
    (UseCase::ValidateRegistrations, &[Holder(Function::ValidateRegistrations), Principal]),
    (UseCase::FlagRegistrations, &[Holder(Function::ValidateRegistrations), Principal]),
    (UseCase::AssignRegistration, &[Principal]),
    (UseCase::LinkOrganisation, &[Principal]),
    (UseCase::RunAssignmentRules, &[Principal]),
    (UseCase::ImportParticipants, &[Holder(Function::Exchange), Principal]),
    (UseCase::ImportOfferings, &[Holder(Function::Exchange), Principal]),
    (UseCase::SetAvailability, &[SignedIn, Holder(Function::EditParticipants), Principal]),
    (UseCase::ShowAvailability, &[SignedIn, Holder(Function::ReadParticipants), Principal]),
    (UseCase::SaveExpert, &[Holder(Function::EditParticipants), Principal]),
    (UseCase::SearchCatalogue, &[Anyone]),
    (UseCase::SuggestMeetings, &[Participant, Expert, Holder(Function::ManageRequests), Principal]),
];
