//! Requests, agendas, messages, reminders.

use super::Row;
use carnet_engine::domain::{
    access::{
        Party::{self, Anyone, CheckInDesk, Expert, Holder, Participant, Principal},
        UseCase,
    },
    role::Function,
};

const ACTING: &[Party] = &[Participant, Expert, Holder(Function::ManageRequests), Principal];
const READING: &[Party] =
    &[Participant, Expert, Holder(Function::ManageRequests), Holder(Function::ReadMeetings), Principal];

pub(super) const ROWS: &[Row] = &[
    (UseCase::Ask, ACTING),
    (UseCase::AnswerRequest, ACTING),
    (UseCase::ConfirmRequest, ACTING),
    (UseCase::WithdrawRequest, ACTING),
    (UseCase::CancelRequest, ACTING),
    (UseCase::RescheduleRequest, ACTING),
    (UseCase::ExpireRequests, &[]),
    (UseCase::ListRequests, READING),
    (UseCase::ShowPlaceability, READING),
    (UseCase::ShowAgenda, &[Participant, Expert, CheckInDesk, Holder(Function::ReadMeetings), Principal]),
    (UseCase::ManageFeed, &[Participant, Expert]),
    (UseCase::ReadFeed, &[Anyone]),
    (UseCase::ListChangedAgendas, &[Holder(Function::ReadMeetings), Principal]),
    (UseCase::WriteMessage, &[Participant, Expert]),
    (UseCase::ReadMessages, &[Participant, Expert, Holder(Function::SendMessages), Principal]),
    (UseCase::AnswerMessage, &[Holder(Function::SendMessages), Principal]),
    (UseCase::SetReminders, &[Holder(Function::EditEvent), Principal]),
    (UseCase::ListReminders, &[Holder(Function::EditEvent), Holder(Function::SendMessages), Principal]),
    (UseCase::SendReminders, &[]),
];
