//! What is kept of somebody, for themselves.

use crate::{
    harness::on_both,
    registrations::support::{Event, person},
};
use carnet_engine::{
    Actor, Error, Refusal,
    domain::{role::RoleKind, sign_up::SignUpState},
};

#[test]
fn an_archive_has_what_is_ones_own_and_nothing_of_others() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let ada = Actor::account(t.person("ada@example.org").await);
        let ben = Actor::account(t.person("ben@example.org").await);
        let draft = event.registration("Laiterie Aubrac", "ada@example.org");
        t.save_draft(&ada, event.id, None, &draft).await.unwrap();
        let kept = t.take_archive(&ada).await.unwrap();
        assert_eq!(kept.events.len(), 1);
        assert_eq!(kept.events[0].draft.as_ref(), Some(&draft));
        assert!(kept.events[0].people.is_empty() && kept.events[0].roles.is_empty());

        let mut new = event.registration("Laiterie Aubrac", "ada@example.org");
        new.people.push(person("Cleo", "cleo@example.org"));
        t.register(&ada, event.id, &new).await.unwrap();
        t.register(&ben, event.id, &event.registration("Bois du Nord", "ben@example.org")).await.unwrap();
        let kept = t.take_archive(&ada).await.unwrap();
        let of_event = &kept.events[0];
        assert_eq!(
            (of_event.draft.as_ref(), of_event.roles.as_slice()),
            (None, &[RoleKind::Participant][..])
        );
        assert_eq!(of_event.registrations.len(), 1);
        assert_eq!(of_event.registrations[0].dossier.registration.company_name, "Laiterie Aubrac");
        assert_eq!(of_event.people.len(), 1, "Cleo is somebody else");
        assert!(of_event.people[0].sign_ups.iter().all(|one| one.state != SignUpState::Cancelled));
        assert_eq!(kept.account.email.as_str(), "ada@example.org");
        assert!(!format!("{kept:?}").contains("Bois du Nord"));

        let history = t.read_audit(&Actor::system(), None, kept.account.id).await.unwrap();
        assert_eq!(history.iter().filter(|entry| entry.action == "account.archive-taken").count(), 2);
        let anybody = t.take_archive(&Actor::anonymous()).await;
        assert!(matches!(anybody, Err(Error::Refused(Refusal::SignInNeeded))));
    });
}
