//! Passwords, signing in, the second factor, and the record of it all.

use crate::harness::{PASSWORD, TestEngine, on_both};
use carnet_engine::{
    AccountId, Actor, Database, Engine, Error, Fault, FaultCode, Refusal, SealingKey, SystemSource,
    domain::{
        account::{Language, Outcome},
        notice::NoticeKind,
        second_factor,
    },
};
use chrono::TimeDelta;
use std::sync::Arc;

const ADA: &str = "ada@example.org";
const NEW: &str = "Un tout autre mot 7";

fn somebody() -> Actor {
    Actor::anonymous().from("192.0.2.1")
}

fn code_of_fault(error: &Error) -> Option<FaultCode> {
    match error {
        Error::Invalid(faults) => faults.as_slice().first().map(|fault: &Fault| fault.code),
        _ => None,
    }
}

fn is_refused<T>(result: &Result<T, Error>, refusal: Refusal) -> bool {
    matches!(result, Err(Error::Refused(found)) if *found == refusal)
}

async fn recovery_link(t: &TestEngine) -> String {
    t.recover_password(&somebody(), ADA).await.expect("always the same answer");
    let notice = t.owed(NoticeKind::PasswordRecovery).await.pop().expect("a link is owed");
    notice.secret.expect("a link")
}

#[test]
fn link_sets_a_password_once_and_before_it_expires() {
    on_both(async |t| {
        t.person(ADA).await;
        let link = recovery_link(&t).await;
        let weak = t.set_password(&somebody(), &link, "short").await.unwrap_err();
        assert_eq!(code_of_fault(&weak), Some(FaultCode::WeakPassword));

        t.set_password(&somebody(), &link, NEW).await.unwrap();
        assert!(is_refused(&t.set_password(&somebody(), &link, NEW).await, Refusal::TokenNotValid));
        assert!(is_refused(&t.sign_in(&somebody(), ADA, PASSWORD).await, Refusal::WrongCredentials));
        t.sign_in(&somebody(), ADA, NEW).await.unwrap();
        assert_eq!(t.owed(NoticeKind::PasswordChanged).await.len(), 1);

        t.after(TimeDelta::milliseconds(1));
        let late = recovery_link(&t).await;
        t.after(TimeDelta::hours(24));
        assert!(is_refused(&t.set_password(&somebody(), &late, NEW).await, Refusal::TokenNotValid));
    });
}

#[test]
fn one_link_used_by_ten_at_once_sets_one_password() {
    on_both(async |t| {
        t.person(ADA).await;
        let link = recovery_link(&t).await;
        let mut tasks = tokio::task::JoinSet::new();
        for i in 0..10 {
            let (engine, link) = (Engine::clone(&t), link.clone());
            tasks.spawn(async move {
                engine.set_password(&somebody(), &link, &format!("Un tout autre mot {i}")).await.is_ok()
            });
        }
        let set = tasks.join_all().await;
        assert_eq!(set.into_iter().filter(|set| *set).count(), 1);
    });
}

#[test]
fn unknown_addresses_and_wrong_passwords_are_the_same_refusal() {
    on_both(async |t| {
        t.person(ADA).await;
        t.recover_password(&somebody(), "nobody@example.org").await.unwrap();
        assert_eq!(t.owed(NoticeKind::PasswordRecovery).await, []);
        for email in [ADA, "nobody@example.org", "not an address"] {
            assert!(
                is_refused(&t.sign_in(&somebody(), email, NEW).await, Refusal::WrongCredentials),
                "{email}"
            );
        }
    });
}

#[test]
fn token_holds_until_idle_too_long_or_signed_out_or_the_password_changes() {
    on_both(async |t| {
        let ada = t.person(ADA).await;
        let sign_in = async || t.sign_in(&somebody(), ADA, PASSWORD).await.unwrap().token;
        let token = sign_in().await;
        for _ in 0..3 {
            t.after(TimeDelta::hours(7));
            assert_eq!(t.resume_sign_in(&somebody(), &token).await.unwrap().0.account_id(), Some(ada));
        }
        t.after(TimeDelta::hours(8));
        assert!(is_refused(&t.resume_sign_in(&somebody(), &token).await, Refusal::SignInNeeded));

        let token = sign_in().await;
        t.sign_out(&Actor::account(ada), &token).await.unwrap();
        assert!(is_refused(&t.resume_sign_in(&somebody(), &token).await, Refusal::SignInNeeded));

        let token = sign_in().await;
        t.change_language(&Actor::account(ada), Language::English).await.unwrap();
        t.change_password(&Actor::account(ada), PASSWORD, NEW).await.unwrap();
        assert!(is_refused(&t.resume_sign_in(&somebody(), &token).await, Refusal::SignInNeeded));
        let told = t.owed(NoticeKind::PasswordChanged).await;
        assert_eq!(told.last().map(|notice| notice.language), Some(Language::English));
    });
}

#[test]
fn one_sign_in_ends_alone_and_only_its_owner_sees_and_ends_it() {
    on_both(async |t| {
        let ada = Actor::account(t.person(ADA).await);
        let ben = Actor::account(t.person("ben@example.org").await);
        let here = t.sign_in(&somebody(), ADA, PASSWORD).await.unwrap().token;
        t.after(TimeDelta::minutes(5));
        let elsewhere = Actor::anonymous().from("198.51.100.7");
        let there = t.sign_in(&elsewhere, ADA, PASSWORD).await.unwrap().token;
        let open = t.list_open_sign_ins(&ada, &here).await.unwrap();
        let told: Vec<_> = open.iter().map(|open| (open.origin.as_deref(), open.present)).collect();
        assert_eq!(told, [(Some("198.51.100.7"), false), (Some("192.0.2.1"), true)]);

        assert_eq!(t.list_open_sign_ins(&ben, &here).await.unwrap(), []);
        let others = t.end_sign_in(&ben, open[0].id).await;
        assert!(matches!(others, Err(Error::NotFound { .. })), "{others:?}");
        t.end_sign_in(&ada, open[0].id).await.unwrap();
        assert!(is_refused(&t.resume_sign_in(&somebody(), &there).await, Refusal::SignInNeeded));
        t.resume_sign_in(&somebody(), &here).await.unwrap();
        let again = t.end_sign_in(&ada, open[0].id).await;
        assert!(matches!(again, Err(Error::NotFound { .. })), "{again:?}");
        t.after(TimeDelta::hours(8));
        assert_eq!(t.list_open_sign_ins(&ada, &here).await.unwrap(), [], "what is idle too long is over");
    });
}

#[test]
fn too_many_attempts_on_an_account_or_from_an_origin_have_to_wait() {
    on_both(async |t| {
        t.person(ADA).await;
        for _ in 0..10 {
            assert!(is_refused(&t.sign_in(&somebody(), ADA, NEW).await, Refusal::WrongCredentials));
        }
        // Now not even the right password, from wherever it comes.
        let elsewhere = Actor::anonymous().from("198.51.100.7");
        let error = t.sign_in(&elsewhere, ADA, PASSWORD).await.unwrap_err();
        assert!(matches!(error, Error::Throttled { retry_after_seconds: 901 }), "{error}");
        t.after(TimeDelta::minutes(15));
        t.sign_in(&elsewhere, ADA, PASSWORD).await.unwrap();

        // Whoever signs in keeps nobody out who comes from the same address.
        for _ in 0..101 {
            t.sign_in(&somebody(), ADA, PASSWORD).await.unwrap();
        }
        for i in 0..100 {
            let _ = t.sign_in(&somebody(), &format!("person{i}@example.org"), NEW).await;
        }
        let error = t.sign_in(&somebody(), ADA, PASSWORD).await.unwrap_err();
        assert!(matches!(error, Error::Throttled { .. }), "{error}");
    });
}

#[test]
fn second_factor_is_asked_for_and_each_code_counts_once() {
    on_both(async |t| {
        let ada = Actor::account(t.person(ADA).await);
        let enrolment = t.enrol_second_factor(&ada).await.unwrap();
        assert!(
            enrolment.url.starts_with("otpauth://totp/Carnet:ada%40example.org?secret="),
            "{}",
            enrolment.url
        );
        let secret = data_of_base32(&enrolment.secret);
        assert!(!t.has_second_factor(&ada).await.unwrap(), "it counts from the first code on");
        let error = t.confirm_second_factor(&ada, "000000x").await.unwrap_err();
        assert_eq!(code_of_fault(&error), Some(FaultCode::WrongCode));
        let code = second_factor::code(&secret, t.now()).unwrap();
        let spare = t.confirm_second_factor(&ada, &code).await.unwrap();
        assert_eq!(spare.len(), 10);
        assert!(t.has_second_factor(&ada).await.unwrap());

        let sign_in = async || t.sign_in(&somebody(), ADA, PASSWORD).await.unwrap();
        let begun = sign_in().await;
        assert!(begun.factor_needed);
        assert!(is_refused(&t.resume_sign_in(&somebody(), &begun.token).await, Refusal::SignInNeeded));
        // The code that confirmed is used up; the next one counts.
        t.check_second_factor(&somebody(), &begun.token, &code).await.unwrap_err();
        t.after(TimeDelta::seconds(30));
        let code = second_factor::code(&secret, t.now()).unwrap();
        let done = t.check_second_factor(&somebody(), &begun.token, &code).await.unwrap();
        t.resume_sign_in(&somebody(), &done.token).await.unwrap();

        let begun = sign_in().await;
        t.check_second_factor(&somebody(), &begun.token, &spare[0]).await.unwrap();
        let begun = sign_in().await;
        t.check_second_factor(&somebody(), &begun.token, &spare[0]).await.unwrap_err();

        t.remove_second_factor(&ada, NEW).await.unwrap_err();
        t.remove_second_factor(&ada, PASSWORD).await.unwrap();
        assert!(!sign_in().await.factor_needed);
    });
}

/// The secret of an account's second factor, as the database has it.
async fn stored_secret(t: &TestEngine, account: AccountId) -> Vec<u8> {
    let sql = "SELECT factor_secret FROM account WHERE id = $1";
    match t.database() {
        Database::Sqlite { writer, .. } => sqlx::query_scalar(sql).bind(account).fetch_one(writer).await,
        Database::Postgres(pool) => sqlx::query_scalar(sql).bind(account).fetch_one(pool).await,
    }
    .expect("a secret")
}

#[test]
fn the_secret_of_a_second_factor_is_worth_nothing_without_the_key_or_with_another_account() {
    on_both(async |t| {
        let (ada, ben) = (t.person(ADA).await, t.person("ben@example.org").await);
        let enrolment = t.enrol_second_factor(&Actor::account(ada)).await.unwrap();
        let secret = data_of_base32(&enrolment.secret);
        let stored = stored_secret(&t, ada).await;
        assert!(!stored.windows(4).any(|part| secret.windows(4).any(|of_secret| of_secret == part)));
        let code = || second_factor::code(&secret, t.now()).unwrap();
        let spare = t.confirm_second_factor(&Actor::account(ada), &code()).await.unwrap();

        // Another key opens nothing; a recovery code needs none.
        let (settings, source) = (t.settings().clone(), Arc::new(SystemSource));
        let other_key = SealingKey::new(&[8; 32]);
        let other = Engine::with(t.database().clone(), settings, other_key, t.clock.clone(), source);
        t.after(TimeDelta::seconds(30));
        let begun = t.sign_in(&somebody(), ADA, PASSWORD).await.unwrap();
        let error = other.check_second_factor(&somebody(), &begun.token, &code()).await.unwrap_err();
        assert!(matches!(error, Error::WrongKey), "{error:?}");
        other.check_second_factor(&somebody(), &begun.token, &spare[0]).await.unwrap();

        // Nor is the secret good for another account.
        t.enrol_second_factor(&Actor::account(ben)).await.unwrap();
        let copy = "
            UPDATE account
               SET factor_secret = (SELECT factor_secret FROM account WHERE email = 'ada@example.org')
             WHERE email = 'ben@example.org'";
        assert_eq!(t.tamper(copy).await.unwrap(), 1);
        let error = t.confirm_second_factor(&Actor::account(ben), &code()).await.unwrap_err();
        assert!(matches!(error, Error::WrongKey), "{error:?}");
    });
}

#[test]
fn attempts_are_on_record_for_a_year_and_for_oneself_only() {
    on_both(async |t| {
        let ada = t.person(ADA).await;
        t.sign_in(&somebody(), ADA, NEW).await.unwrap_err();
        t.after(TimeDelta::days(1));
        t.sign_in(&somebody(), ADA, PASSWORD).await.unwrap();

        let outcomes = async || {
            let records = t.list_sign_ins(&Actor::account(ada), ada).await.unwrap();
            assert!(records.iter().all(|record| record.origin.as_deref() == Some("192.0.2.1")));
            records.into_iter().map(|record| record.outcome).collect::<Vec<_>>()
        };
        assert_eq!(outcomes().await, [Outcome::SignedIn, Outcome::WrongPassword]);
        let other = t.person("ben@example.org").await;
        let error = t.list_sign_ins(&Actor::account(other), ada).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }), "{error}");

        t.after(TimeDelta::days(364) + TimeDelta::microseconds(1));
        t.purge_accounts(&Actor::system()).await.unwrap();
        assert_eq!(outcomes().await, [Outcome::SignedIn]);
        assert!(is_refused(&t.purge_accounts(&Actor::account(ada)).await, Refusal::NotAllowed));
    });
}

/// The bytes of a text in base 32.
fn data_of_base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut n_bits) = (Vec::new(), 0_u32, 0);
    for c in text.bytes() {
        let digit = if c.is_ascii_uppercase() { c - b'A' } else { c - b'2' + 26 };
        (bits, n_bits) = (bits << 5 | u32::from(digit), n_bits + 5);
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits & 255) as u8);
        }
    }
    bytes
}
