//! Accounts, organisations, roles, audit and notices.

use super::Row;
use carnet_engine::domain::{
    access::{
        Party::{Anyone, Holder, Installation, Principal, SignedIn},
        UseCase,
    },
    role::Function,
};

pub(super) const ROWS: &[Row] = &[
    (UseCase::CreateAccount, &[Anyone]),
    (UseCase::CreateAdministrator, &[]),
    (UseCase::SetPassword, &[Anyone]),
    (UseCase::RecoverPassword, &[Anyone]),
    (UseCase::ChangePassword, &[SignedIn]),
    (UseCase::SignIn, &[Anyone]),
    (UseCase::SignOut, &[SignedIn]),
    (UseCase::ShowAccount, &[SignedIn]),
    (UseCase::ChangeLanguage, &[SignedIn]),
    (UseCase::AskEmailChange, &[SignedIn]),
    (UseCase::ChangeEmail, &[Anyone]),
    (UseCase::EnrolSecondFactor, &[SignedIn]),
    (UseCase::RemoveSecondFactor, &[SignedIn]),
    (UseCase::ManageApiTokens, &[SignedIn]),
    (UseCase::KeepAnswers, &[SignedIn]),
    (UseCase::ListSignIns, &[SignedIn, Installation]),
    (UseCase::EndSignIn, &[SignedIn]),
    (UseCase::TakeArchive, &[SignedIn]),
    (UseCase::PurgeAccounts, &[]),
    (UseCase::ShowWorkload, &[]),
    (UseCase::CreateOrganisation, &[Installation]),
    (UseCase::ListOrganisations, &[SignedIn, Installation]),
    (UseCase::NamePrincipal, &[Installation, Principal]),
    (UseCase::InviteAdministrator, &[Principal]),
    (UseCase::ChangeRole, &[Principal]),
    (UseCase::WithdrawRole, &[Principal]),
    (UseCase::ListRoles, &[Principal, Holder(Function::Roles)]),
    (UseCase::SetAssignmentRules, &[Principal]),
    (UseCase::ReadAudit, &[Principal, Installation]),
    (UseCase::VerifyAudit, &[Principal, Installation]),
    (UseCase::SendNotices, &[]),
    (UseCase::ReadOutbox, &[Principal, Holder(Function::SendMessages)]),
    (UseCase::RetryNotice, &[Principal, Holder(Function::SendMessages)]),
    (UseCase::EditMailTemplates, &[Principal, Holder(Function::EditEvent)]),
    (UseCase::ChooseMails, &[Principal, Holder(Function::ValidateRegistrations)]),
    (UseCase::StopReminders, &[Anyone]),
];
