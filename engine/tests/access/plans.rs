//! Plans, runs, decisions.

use super::Row;
use carnet_engine::domain::{
    access::{
        Party::{Holder, Principal},
        UseCase,
    },
    role::Function::{Exchange, ManagePlans, ReadMeetings},
};

pub(super) const ROWS: &[Row] = &[
    (UseCase::ReadPlans, &[Principal, Holder(ReadMeetings), Holder(ManagePlans)]),
    (UseCase::ShowFairness, &[Principal, Holder(ReadMeetings), Holder(ManagePlans)]),
    (UseCase::StartRun, &[Principal, Holder(ManagePlans)]),
    (UseCase::EditPlan, &[Principal, Holder(ManagePlans)]),
    (UseCase::Decide, &[Principal, Holder(ManagePlans)]),
    (UseCase::PublishPlan, &[Principal, Holder(ManagePlans)]),
    (UseCase::ExchangePlans, &[Principal, Holder(ManagePlans), Holder(Exchange)]),
    (UseCase::WorkOnRuns, &[]),
];
