//! Activities and signing up for them.

use super::Row;
use carnet_engine::domain::{
    access::{
        Party::{self, Anyone, CheckInDesk, Expert, Holder, Participant, Principal},
        UseCase,
    },
    role::Function,
};

const MANAGERS: &[Party] = &[Principal, Holder(Function::ManageActivities)];
const OWN: &[Party] = &[Participant, Expert, Principal, CheckInDesk, Holder(Function::ManageActivities)];

pub(super) const ROWS: &[Row] = &[
    (UseCase::CreateActivity, MANAGERS),
    (UseCase::ChangeActivity, MANAGERS),
    (UseCase::ChangeActivityState, MANAGERS),
    (UseCase::ListActivities, &[Anyone, Principal, CheckInDesk, Holder(Function::ManageActivities)]),
    (UseCase::SignUp, OWN),
    (UseCase::CancelSignUp, OWN),
    (UseCase::TransferSignUp, OWN),
    (UseCase::ListSignUps, &[Principal, CheckInDesk, Holder(Function::ManageActivities)]),
    (UseCase::ListSignUpsOf, OWN),
];
