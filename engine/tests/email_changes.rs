//! Another address for an account: proven by a link, told to the address before, once and in time.

use crate::harness::{
    PASSWORD, TestEngine,
    company::{company, open_forum},
    on_both,
};
use carnet_engine::{
    Actor, Engine, Error, FaultCode, Refusal,
    domain::{
        account::{EmailAddress, Language, NewAccount},
        notice::{Notice, NoticeKind},
    },
};
use chrono::TimeDelta;

const ADA: &str = "ada@example.org";
const NEW: &str = "ada@example.net";

fn anybody() -> Actor {
    Actor::anonymous()
}

fn is_refused<T>(result: &Result<T, Error>, refusal: Refusal) -> bool {
    matches!(result, Err(Error::Refused(found)) if *found == refusal)
}

/// The link that was sent last to a new address.
async fn link_to(t: &TestEngine, actor: &Actor, email: &str) -> String {
    t.ask_email_change(actor, PASSWORD, email).await.expect("always the same answer");
    let owed = t.owed(NoticeKind::EmailToConfirm).await;
    let to = |notice: &Notice| notice.address.as_ref().map(|to| to.as_str().to_owned());
    let is_it = |n: &Notice| Some(n.recipient) == actor.account_id() && to(n).as_deref() == Some(email);
    let notice = owed.into_iter().rev().find(is_it);
    notice.expect("a link is owed to the new address").secret.expect("a link")
}

#[test]
fn link_to_the_new_address_changes_it_once_and_the_old_address_is_told() {
    on_both(async |t| {
        let ada = Actor::account(t.person(ADA).await);
        let signed_in = t.sign_in(&anybody(), ADA, PASSWORD).await.unwrap();
        t.recover_password(&anybody(), ADA).await.unwrap();
        let recovery = t.owed(NoticeKind::PasswordRecovery).await.remove(0).secret.unwrap();

        let wrong = t.ask_email_change(&ada, "not the password", NEW).await.unwrap_err();
        assert!(matches!(&wrong, Error::Invalid(f) if f.as_slice()[0].code == FaultCode::WrongPassword));
        let link = link_to(&t, &ada, NEW).await;
        assert_eq!(t.show_account(&ada).await.unwrap().email.as_str(), ADA, "nothing changes yet");
        assert_eq!(t.owed(NoticeKind::EmailChanged).await, []);

        t.change_email(&anybody(), &link).await.unwrap();
        let account = t.show_account(&ada).await.unwrap();
        assert_eq!(account.email.as_str(), NEW);
        let told = t.owed(NoticeKind::EmailChanged).await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].address.as_ref().map(EmailAddress::as_str), Some(ADA));

        // The link, what was sent to the old address, and every sign-in are over.
        assert!(is_refused(&t.change_email(&anybody(), &link).await, Refusal::TokenNotValid));
        assert!(is_refused(
            &t.set_password(&anybody(), &recovery, "Un autre mot 77").await,
            Refusal::TokenNotValid
        ));
        assert!(is_refused(&t.resume_sign_in(&anybody(), &signed_in.token).await, Refusal::SignInNeeded));
        assert!(is_refused(&t.sign_in(&anybody(), ADA, PASSWORD).await, Refusal::WrongCredentials));
        t.sign_in(&anybody(), NEW, PASSWORD).await.unwrap();
        // No address is in the audit.
        let history = t.read_audit(&Actor::system(), None, account.id).await.unwrap();
        let changed = history.iter().find(|entry| entry.action == "account.email-changed").unwrap();
        assert!(!changed.detail.as_deref().unwrap_or_default().contains('@'));
        // Once sent, the outbox forgets where it went.
        t.deliver().await;
        assert_eq!(t.tamper("UPDATE notice SET kind = kind WHERE address IS NOT NULL").await.unwrap(), 0);
    });
}

#[test]
fn a_link_to_a_new_address_expires_and_is_no_link_for_a_password() {
    on_both(async |t| {
        let ada = Actor::account(t.person(ADA).await);
        let link = link_to(&t, &ada, NEW).await;
        assert!(is_refused(
            &t.set_password(&anybody(), &link, "Un autre mot 77").await,
            Refusal::TokenNotValid
        ));
        t.recover_password(&anybody(), ADA).await.unwrap();
        let recovery = t.owed(NoticeKind::PasswordRecovery).await.remove(0).secret.unwrap();
        assert!(is_refused(&t.change_email(&anybody(), &recovery).await, Refusal::TokenNotValid));
        t.after(TimeDelta::hours(24));
        assert!(is_refused(&t.change_email(&anybody(), &link).await, Refusal::TokenNotValid));
        assert_eq!(t.show_account(&ada).await.unwrap().email.as_str(), ADA);
    });
}

#[test]
fn nobody_learns_whether_an_address_has_an_account_but_its_owner() {
    on_both(async |t| {
        let ada = Actor::account(t.person(ADA).await);
        let ben = t.person("ben@example.org").await;
        t.ask_email_change(&ada, PASSWORD, "BEN@example.org").await.unwrap();
        assert_eq!(t.owed(NoticeKind::EmailToConfirm).await, []);
        let told = t.owed(NoticeKind::EmailInUse).await;
        assert_eq!((told.len(), told[0].recipient, &told[0].secret), (1, ben, &None));
        // Not by asking again and again, nor by one's own address.
        let own = t.ask_email_change(&ada, PASSWORD, ADA).await.unwrap_err();
        assert!(matches!(&own, Error::Invalid(f) if f.as_slice()[0].code == FaultCode::Duplicate));
        for _ in 0..8 {
            t.ask_email_change(&ada, PASSWORD, "ben@example.org").await.unwrap();
        }
        let error = t.ask_email_change(&ada, PASSWORD, "ben@example.org").await.unwrap_err();
        assert!(matches!(error, Error::Throttled { .. }), "{error}");
    });
}

#[test]
fn of_two_who_take_one_address_at_once_one_has_it_and_of_two_links_of_one_account_one_counts() {
    on_both(async |t| {
        let change = |link: String| {
            let engine = Engine::clone(&t);
            tokio::spawn(async move { engine.change_email(&anybody(), &link).await })
        };
        for round in 0..4 {
            let (one, other) = (format!("one{round}@example.org"), format!("other{round}@example.org"));
            let one = Actor::account(t.person(&one).await);
            let other = Actor::account(t.person(&other).await);
            let wanted = format!("wanted{round}@example.org");
            let (a, b) = (link_to(&t, &one, &wanted).await, link_to(&t, &other, &wanted).await);
            let results = [change(a), change(b)];
            let [a, b] = results;
            let results = [a.await.unwrap(), b.await.unwrap()];
            assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
            assert!(results.iter().any(|result| is_refused(result, Refusal::AddressTaken)), "{results:?}");

            // An account is asked for with the address that a link is about to take.
            let wanted = format!("third{round}@example.org");
            let link = link_to(&t, &one, &wanted).await;
            let new =
                NewAccount { email: wanted.clone(), name: "Zoé Lang".into(), language: Language::French };
            let create = {
                let engine = Engine::clone(&t);
                tokio::spawn(async move { engine.create_account(&anybody(), &new).await })
            };
            let (changed, created) = (change(link), create);
            let (changed, created) = (changed.await.unwrap(), created.await.unwrap());
            created.unwrap();
            assert!(changed.is_ok() || is_refused(&changed, Refusal::AddressTaken), "{changed:?}");
        }
        let ada = Actor::account(t.person(ADA).await);
        let links = [link_to(&t, &ada, "a@example.net").await, link_to(&t, &ada, "b@example.net").await];
        let [a, b] = links.map(change);
        let results = [a.await.unwrap(), b.await.unwrap()];
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
        assert!(results.iter().any(|result| is_refused(result, Refusal::TokenNotValid)), "{results:?}");
        assert_eq!(t.verify_audit(&Actor::system(), None).await.unwrap(), None);
    });
}

#[test]
fn two_recovery_links_used_at_once_set_one_password() {
    on_both(async |t| {
        t.person(ADA).await;
        for round in 0..4 {
            let mut links = Vec::new();
            for _ in 0..2 {
                t.recover_password(&anybody(), ADA).await.unwrap();
            }
            for notice in t.owed(NoticeKind::PasswordRecovery).await {
                links.push(notice.secret.unwrap());
            }
            t.deliver().await;
            let mut tasks = tokio::task::JoinSet::new();
            for (i, link) in links.into_iter().enumerate() {
                let engine = Engine::clone(&t);
                let new = format!("Un tout autre mot {round}{i}");
                tasks.spawn(async move { engine.set_password(&anybody(), &link, &new).await });
            }
            let results = tasks.join_all().await;
            assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
            assert!(results.iter().any(|result| is_refused(result, Refusal::TokenNotValid)), "{results:?}");
            t.after(TimeDelta::hours(1));
        }
    });
}

#[test]
fn who_takes_part_is_written_to_at_the_new_address() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let oak = company(&t, &setup, "Oak", 1).await;
        let link = t.owed(NoticeKind::RegistrationReceived).await.remove(0).secret.unwrap();
        t.set_password(&anybody(), &link, PASSWORD).await.unwrap();
        let link = link_to(&t, &oak[0].actor, NEW).await;
        t.change_email(&anybody(), &link).await.unwrap();
        let dossier = t.show_registration(&oak[0].actor, setup.event.id, oak[0].registration).await.unwrap();
        assert_eq!(dossier.people[0].email.as_deref(), Some(NEW));
    });
}
