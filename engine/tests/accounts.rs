//! Accounts: asking for one.

use crate::harness::on_both;
use carnet_engine::{
    Actor, Error, FaultCode,
    domain::{
        account::{Language, NewAccount},
        notice::NoticeKind,
    },
};

fn new_account(email: &str) -> NewAccount {
    NewAccount { email: email.into(), name: "Ada Verrier".into(), language: Language::French }
}

#[test]
fn new_account_gets_a_link_in_its_language_and_an_audit_entry() {
    on_both(async |t| {
        t.create_account(&Actor::anonymous().from("192.0.2.1"), &new_account(" Ada@Example.org "))
            .await
            .unwrap();

        let owed = t.owed(NoticeKind::AccountCreated).await;
        let [notice] = owed.as_slice() else { panic!("one notice, not {owed:?}") };
        assert_eq!(notice.language, Language::French);
        assert_eq!(notice.secret.as_ref().map(String::len), Some(64));

        let history = t.read_audit(&Actor::system(), None, notice.recipient).await.unwrap();
        let [entry] = history.as_slice() else { panic!("one entry, not {history:?}") };
        assert_eq!((entry.action.as_str(), entry.actor.as_str()), ("account.created", "anonymous"));
        assert_eq!(entry.origin.as_deref(), Some("192.0.2.1"));
        assert_eq!(t.verify_audit(&Actor::system(), None).await.unwrap(), None);
    });
}

#[test]
fn second_account_for_an_address_looks_the_same_from_outside_and_tells_the_owner() {
    on_both(async |t| {
        t.create_account(&Actor::anonymous(), &new_account("ada@example.org")).await.unwrap();
        t.create_account(&Actor::anonymous(), &new_account("ADA@example.org")).await.unwrap();
        assert_eq!(t.owed(NoticeKind::AccountCreated).await.len(), 1);
        assert_eq!(t.owed(NoticeKind::AccountExists).await.len(), 1);
    });
}

#[test]
fn all_faults_of_an_account_are_named_at_once() {
    on_both(async |t| {
        let new = NewAccount { email: "ada".into(), name: "  ".into(), language: Language::English };
        let error = t.create_account(&Actor::anonymous(), &new).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        let found: Vec<_> = faults.as_slice().iter().map(|fault| (fault.path.as_str(), fault.code)).collect();
        assert_eq!(found, [("email", FaultCode::NotAnEmailAddress), ("name", FaultCode::Required)]);
    });
}

#[test]
fn tampering_with_the_audit_is_refused_and_shows() {
    on_both(async |t| {
        for name in ["ada", "ben", "cleo"] {
            t.create_account(&Actor::anonymous(), &new_account(&format!("{name}@example.org")))
                .await
                .unwrap();
        }
        t.tamper("DELETE FROM audit_entry WHERE position = 2").await.unwrap_err();
        t.tamper("UPDATE audit_entry SET detail = 'x' WHERE position = 2").await.unwrap_err();
        // Erasing a detail is let through, and with it comes a forged name.
        let forged = "UPDATE audit_entry SET detail = NULL, actor = 'system' WHERE position = 2";
        assert_eq!(t.tamper(forged).await.unwrap(), 1);
        let broken = t.verify_audit(&Actor::system(), None).await.unwrap();
        assert_eq!(broken.map(|link| link.position), Some(2));
    });
}
