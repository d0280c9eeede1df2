//! Webhooks.

use super::Row;
use carnet_engine::domain::{
    access::{
        Party::{Holder, Installation, Principal},
        UseCase,
    },
    role::Function,
};

pub(super) const ROWS: &[Row] = &[
    (UseCase::ReadWebhooks, &[Installation, Principal, Holder(Function::Exchange)]),
    (UseCase::ManageWebhooks, &[Installation, Principal, Holder(Function::Exchange)]),
    (UseCase::DeliverWebhooks, &[]),
];
