//! Events: setting up, copying, phases, sessions.

use super::Row;
use carnet_engine::domain::{
    access::{
        Party::{self, Anyone, CheckInDesk, Holder, Installation, Principal, SignedIn},
        UseCase,
    },
    role::Function,
};

const EDITORS: &[Party] = &[Installation, Principal, Holder(Function::EditEvent)];

pub(super) const ROWS: &[Row] = &[
    (UseCase::CreateEvent, &[Installation]),
    (UseCase::CopyEvent, &[Installation, Principal]),
    (UseCase::ChangeEvent, EDITORS),
    (UseCase::SetHosts, EDITORS),
    (UseCase::SetPlaces, EDITORS),
    (UseCase::SetCategories, EDITORS),
    (UseCase::SetRules, EDITORS),
    (UseCase::SetLook, EDITORS),
    (UseCase::ShowLook, &[Anyone]),
    (UseCase::ChangePhase, &[Installation, Principal]),
    (UseCase::MakeGrid, EDITORS),
    (UseCase::ChangeSession, EDITORS),
    (UseCase::DeleteSessions, EDITORS),
    (
        UseCase::ShowEvent,
        &[
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
        ],
    ),
    (UseCase::ShowPublicEvent, &[Anyone]),
    (UseCase::ListEvents, &[SignedIn, Installation]),
    (UseCase::ListPublicEvents, &[Anyone]),
    (UseCase::ShowPresence, &[Anyone]),
    (UseCase::CheckReadiness, EDITORS),
];
