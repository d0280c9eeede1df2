//! Organisations, roles of an event, assignment rules.

use crate::harness::{
    PASSWORD, TestEngine,
    event::{chamber, new_event},
    on_both,
};
use carnet_engine::{
    AccountId, Actor, Engine, Error, EventId, Invitation, Kind, Refusal, RoleChange,
    domain::{
        account::{Language, NewAccount},
        assignment::Criterion,
        notice::NoticeKind,
        organisation::{NewOrganisation, OrganisationKind},
        preset::Preset,
        role::{DataScope, Function, Role},
    },
};
use chrono::TimeDelta;
use std::collections::BTreeSet;
use uuid::Uuid;

/// An event with a principal: who that is.
async fn event_of(t: &TestEngine, email: &str) -> (EventId, Actor) {
    let event = new_event(t, Preset::TwoSided, "forum").await;
    (event, Actor::account(principal(t, event, email).await))
}

fn person(email: &str) -> NewAccount {
    NewAccount { email: email.into(), name: "Ben Larkmoor".into(), language: Language::English }
}

fn scope_of(countries: &[&str]) -> DataScope {
    DataScope { countries: countries.iter().map(ToString::to_string).collect(), ..DataScope::default() }
}

fn invitation(email: &str, functions: &[Function], countries: &[&str]) -> Invitation {
    let opened = Some((functions.iter().copied().collect(), scope_of(countries)));
    Invitation { person: person(email), organisation: None, opened }
}

async fn principal(t: &TestEngine, event: EventId, email: &str) -> AccountId {
    let id = t.name_principal(&Actor::system(), event, &person(email)).await.expect("a principal");
    let roles = t.list_roles(&Actor::system(), event).await.expect("roles");
    roles.into_iter().find(|record| record.id == id).expect("the role").account
}

#[test]
fn principal_invites_changes_and_withdraws_and_each_shows_at_once() {
    on_both(async |t| {
        let (event, ada) = event_of(&t, "ada@example.org").await;
        let wanted = invitation("ben@example.org", &[Function::Roles], &["fr"]);
        let id = t.invite_administrator(&ada, event, &wanted).await.unwrap();
        let granted = t.owed(NoticeKind::RoleGranted).await;
        assert!(granted.iter().all(|notice| notice.secret.is_some() && notice.event == Some(event)));
        assert_eq!(granted.len(), 2);

        let roles = t.list_roles(&ada, event).await.unwrap();
        let record = roles.iter().find(|record| record.id == id).unwrap();
        let ben = Actor::account(record.account);
        let opened = Role::Secondary { functions: [Function::Roles].into(), scope: scope_of(&["FR"]) };
        assert_eq!(record.role, opened);
        t.list_roles(&ben, event).await.unwrap();
        let error = t.invite_administrator(&ben, event, &wanted).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotAllowed)), "{error}");

        let change = RoleChange { version: 1, functions: BTreeSet::new(), scope: DataScope::everybody() };
        t.change_role(&ada, event, id, &change).await.unwrap();
        t.list_roles(&ben, event).await.unwrap_err();
        let error = t.change_role(&ada, event, id, &change).await.unwrap_err();
        assert!(matches!(error, Error::Conflict), "{error}");

        t.withdraw_role(&ada, event, id).await.unwrap();
        let history = t.read_audit(&ada, Some(event), id).await.unwrap();
        let actions: Vec<_> = history.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["role.granted", "role.changed", "role.withdrawn"]);
        // A withdrawn role can be given anew.
        t.invite_administrator(&ada, event, &wanted).await.unwrap();
        let error = t.invite_administrator(&ada, event, &wanted).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::RoleExists)), "{error}");
    });
}

#[test]
fn whoever_loses_a_role_while_a_page_is_read_changes_nothing_and_reads_nothing_a_moment_later() {
    on_both(async |t| {
        let (event, ada) = event_of(&t, "ada@example.org").await;
        t.person("ben@example.org").await;
        principal(&t, event, "ben@example.org").await;
        let token = t.sign_in(&Actor::anonymous(), "ben@example.org", PASSWORD).await.unwrap().token;
        let request = async || t.resume_sign_in(&Actor::anonymous(), &token).await.unwrap().0;
        let (reader, writer) = (request().await, request().await);
        let roles = t.list_roles(&reader, event).await.unwrap();
        t.list_roles(&writer, event).await.unwrap();

        let own = roles.iter().find(|record| Some(record.account) == reader.account_id()).unwrap();
        t.withdraw_role(&ada, event, own.id).await.unwrap();
        let wanted = invitation("eve@example.org", &[Function::Roles], &["fr"]);
        let error = t.invite_administrator(&writer, event, &wanted).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotAllowed)), "{error}");
        t.list_roles(&writer, event).await.unwrap_err();
        t.after(TimeDelta::seconds(1));
        t.list_roles(&reader, event).await.unwrap_err();
        t.list_roles(&request().await, event).await.unwrap_err();
    });
}

#[test]
fn nobody_is_named_for_an_event_that_is_not_there() {
    on_both(async |t| {
        let (nowhere, system) = (EventId::from(Uuid::from_u128(2)), Actor::system());
        let named = t.name_principal(&system, nowhere, &person("ada@example.org")).await;
        assert!(matches!(named, Err(Error::NotFound { kind: Kind::Event })), "{named:?}");
        let invited =
            t.invite_administrator(&system, nowhere, &invitation("ben@example.org", &[], &[])).await;
        assert!(matches!(invited, Err(Error::NotFound { kind: Kind::Event })), "{invited:?}");
        assert_eq!(t.owed(NoticeKind::RoleGranted).await, []);
    });
}

#[test]
fn roles_of_one_event_are_worth_nothing_in_another() {
    on_both(async |t| {
        let (event, ada) = event_of(&t, "ada@example.org").await;
        let elsewhere = EventId::from(Uuid::from_u128(2));
        let error = t.list_roles(&ada, elsewhere).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotAllowed)), "{error}");
        let roles = t.list_roles(&ada, event).await.unwrap();
        let error = t.withdraw_role(&Actor::system(), elsewhere, roles[0].id).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }), "{error}");
    });
}

#[test]
fn two_principals_who_withdraw_each_other_at_once_leave_one() {
    on_both(async |t| {
        let (event, _) = event_of(&t, "ada@example.org").await;
        principal(&t, event, "ben@example.org").await;
        let mut tasks = tokio::task::JoinSet::new();
        for record in t.list_roles(&Actor::system(), event).await.unwrap() {
            let engine = Engine::clone(&t);
            tasks
                .spawn(async move { engine.withdraw_role(&Actor::system(), event, record.id).await.is_ok() });
        }
        assert_eq!(tasks.join_all().await.into_iter().filter(|done| *done).count(), 1);
        assert_eq!(t.list_roles(&Actor::system(), event).await.unwrap().len(), 1);
    });
}

#[test]
fn many_writers_at_once_leave_one_whole_chain() {
    on_both(async |t| {
        let (event, ada) = event_of(&t, "ada@example.org").await;
        let mut tasks = tokio::task::JoinSet::new();
        for i in 0..50 {
            let (engine, ada) = (Engine::clone(&t), ada.clone());
            let wanted = invitation(&format!("helper{i}@example.org"), &[], &[]);
            tasks.spawn(async move { engine.invite_administrator(&ada, event, &wanted).await.map(drop) });
        }
        for done in tasks.join_all().await {
            done.unwrap();
        }
        assert_eq!(t.verify_audit(&Actor::system(), Some(event)).await.unwrap(), None);
        assert_eq!(t.verify_audit(&Actor::system(), None).await.unwrap(), None);
        assert_eq!(t.list_roles(&ada, event).await.unwrap().len(), 51);
    });
}

#[test]
fn assignment_rules_are_replaced_whole_or_not_at_all() {
    on_both(async |t| {
        let (event, ada) = event_of(&t, "ada@example.org").await;
        let chamber = chamber(&t).await;
        let rules =
            [(Criterion::Region, "Bretagne".to_owned(), chamber), (Criterion::Country, "de".into(), chamber)];
        t.set_assignment_rules(&ada, event, &rules).await.unwrap();
        let bad = [(Criterion::Country, "Germany".to_owned(), Uuid::from_u128(9).into())];
        let Err(Error::Invalid(faults)) = t.set_assignment_rules(&ada, event, &bad).await else {
            panic!("the rules have faults")
        };
        let paths: Vec<_> = faults.as_slice().iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, ["rules[0].value", "rules[0].co_organiser"]);
        let kept = t.list_assignment_rules(&ada, event).await.unwrap();
        assert_eq!(kept.iter().map(|rule| rule.value.as_str()).collect::<Vec<_>>(), ["Bretagne", "DE"]);
    });
}

#[test]
fn administrators_of_the_installation_add_organisations_and_others_do_not() {
    on_both(async |t| {
        let admin = t.create_administrator(&Actor::system(), &person("ada@example.org")).await.unwrap();
        let new = NewOrganisation {
            kind: OrganisationKind::Partner,
            name: "Northmere Trade".into(),
            country: "gb".into(),
            region: None,
        };
        t.create_organisation(&Actor::account(admin.account), &new).await.unwrap();
        let other = Actor::account(t.person("ben@example.org").await);
        let error = t.create_organisation(&other, &new).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotAllowed)), "{error}");
        let listed = t.list_organisations(&other, OrganisationKind::Partner, None).await.unwrap();
        assert_eq!(listed.len(), 1);
        let next = t.list_organisations(&other, OrganisationKind::Partner, Some(listed[0].id)).await.unwrap();
        assert_eq!(next, []);
    });
}

#[test]
fn an_administrator_gets_a_link_until_there_is_a_password() {
    on_both(async |t| {
        let new = person("ada@example.org");
        let first = t.create_administrator(&Actor::system(), &new).await.unwrap();
        // The first one was lost, and there is no mail yet.
        let second = t.create_administrator(&Actor::system(), &new).await.unwrap();
        assert_eq!(first.account, second.account);
        assert_ne!(first.link, second.link);
        let link = second.link.expect("a link");
        t.set_password(&Actor::anonymous(), &link, PASSWORD).await.unwrap();
        let third = t.create_administrator(&Actor::system(), &new).await.unwrap();
        assert_eq!(third.link, None);
        assert!(t.show_account(&Actor::account(third.account)).await.unwrap().administrator);

        let error = t.create_administrator(&Actor::account(third.account), &new).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotAllowed)), "{error}");
    });
}
