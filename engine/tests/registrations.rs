//! Registrations: set up, handed in, edited, decided, imported.

mod attendance;
mod drafts;
mod experts;
mod imports;
mod own;
mod scopes;
pub(crate) mod support;

use crate::harness::on_both;
use carnet_engine::{
    Actor, Decision, Engine, Error, ExpertInput, FaultCode, Kind, OfferingChange, PersonChange, Refusal,
    RegistrationFilter,
    domain::{
        assignment::Criterion,
        files::NewFile,
        notice::NoticeKind,
        registration::{
            CompanyInput, Flags, NewConsentText, OfferingInput, OfferingKind, PersonInput,
            RegistrationSettings, RegistrationState,
        },
        terms::NewTerm,
        text::Texts,
    },
};
use chrono::TimeDelta;
use serde_json::json;
use std::collections::BTreeMap;
use support::{Event, person};

fn paths(error: Error) -> Vec<(String, FaultCode)> {
    let Error::Invalid(faults) = error else { panic!("{error}") };
    faults.as_slice().iter().map(|fault| (fault.path.clone(), fault.code)).collect()
}

#[test]
fn three_blocks_come_in_at_once_with_accounts_notices_and_audit() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let mut new = event.registration("Laiterie Aubrac", "ada@example.org");
        new.people.push(person("Ben Carrel", "ben@example.org"));
        let visitor = Actor::anonymous().from("192.0.2.7");
        let done = t.register(&visitor, event.id, &new).await.unwrap();
        assert_eq!((done.people.len(), done.offerings.len()), (2, 1));
        assert_eq!(done.state, RegistrationState::Submitted);
        let owed = t.owed(NoticeKind::RegistrationReceived).await;
        assert_eq!(owed.len(), 2);
        assert!(owed.iter().all(|notice| notice.secret.is_some()), "new accounts get a link");

        let dossier = t.show_registration(&Actor::system(), event.id, done.id).await.unwrap();
        assert_eq!(dossier.registration.country, "FR");
        assert_eq!(dossier.registration.terms, [("sectors".to_owned(), event.terms["food"])]);
        assert_eq!(dossier.registration.flags, Flags::default());
        let admins: Vec<_> = dossier.people.iter().map(|p| (p.company_admin, p.validated)).collect();
        assert_eq!(admins, [(true, false), (false, false)]);
        let history = t.read_audit(&Actor::system(), Some(event.id), done.id).await.unwrap();
        assert_eq!(history[0].action, "registration.submitted");
        assert_eq!(t.verify_audit(&Actor::system(), Some(event.id)).await.unwrap(), None);

        // Its people see it, strangers and visitors do not.
        let ben = Actor::account(dossier.people[1].account.unwrap());
        t.show_registration(&ben, event.id, done.id).await.unwrap();
        let stranger = Actor::account(t.person("zoe@example.org").await);
        let error = t.show_registration(&stranger, event.id, done.id).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { kind: Kind::Registration }));
        // Only the first person may edit what is the company's.
        let again = CompanyInput { name: "Laiterie".into(), ..new.company.clone() };
        let error = t.edit_company(&ben, event.id, (done.id, 1), &again).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }));
        let ada = Actor::account(dossier.people[0].account.unwrap());
        t.edit_company(&ada, event.id, (done.id, 1), &again).await.unwrap();
        let error = t.edit_company(&ada, event.id, (done.id, 1), &again).await.unwrap_err();
        assert!(matches!(error, Error::Conflict));
    });
}

#[test]
fn faults_of_all_blocks_come_at_once_and_nothing_is_written() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let text = NewConsentText {
            purpose: "privacy".into(),
            texts: Texts::new("Notice", "Notice"),
            required: true,
        };
        t.publish_consent_text(&Actor::system(), event.id, &text).await.unwrap();
        t.publish_consent_text(&Actor::system(), event.id, &text).await.unwrap();
        let mut new = event.registration("", "ada@example.org");
        new.company.country = "France".into();
        new.company.answers = BTreeMap::from([
            ("turnover".to_owned(), json!(2_000)),
            ("exports".to_owned(), json!(true)),
            ("shoe-size".to_owned(), json!(42)),
        ]);
        new.people.push(person("Ben Carrel", "ADA@example.org"));
        new.people[0].answers.insert("phone".into(), json!("call me"));
        new.offerings[0].title = " ".into();
        new.offerings[0].answers.insert("keywords".into(), json!([event.terms["food"]]));
        new.consents = vec![("privacy".into(), 1)];
        let error = t.register(&Actor::anonymous(), event.id, &new).await.unwrap_err();
        let mut found = paths(error);
        found.sort();
        let mut wanted = [
            ("company.name", FaultCode::Required),
            ("company.country", FaultCode::NotACountry),
            ("company.answers.shoe-size", FaultCode::UnknownField),
            ("company.answers.sectors", FaultCode::Required),
            ("company.answers.turnover", FaultCode::OutOfRange),
            ("company.answers.markets", FaultCode::Required),
            ("people[0].answers.phone", FaultCode::WrongFormat),
            ("people[1].email", FaultCode::Duplicate),
            ("offerings[0].title", FaultCode::Required),
            ("offerings[0].answers.keywords[0]", FaultCode::UnknownChoice),
            ("consents.privacy", FaultCode::Outdated),
        ]
        .map(|(path, code)| (path.to_owned(), code));
        wanted.sort();
        assert_eq!(found, wanted);
        let filter = RegistrationFilter { most: 10, ..RegistrationFilter::default() };
        let page = t.list_registrations(&Actor::system(), event.id, &filter).await.unwrap();
        assert_eq!(page.n_found, 0);
        assert_eq!(t.owed(NoticeKind::RegistrationReceived).await.len(), 0);
    });
}

#[test]
fn registration_ends_at_the_deadline_but_not_for_organisers() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        t.after(TimeDelta::days(11));
        let new = event.registration("Laiterie Aubrac", "ada@example.org");
        let error = t.register(&Actor::anonymous(), event.id, &new).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::RegistrationClosed)));
        let abroad = t.secondary(event.id, "bea@example.org", &["ES"]).await;
        let error = t.register(&abroad, event.id, &new).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::RegistrationClosed)));
        let done = t.register(&Actor::system(), event.id, &new).await.unwrap();
        assert_eq!(done.state, RegistrationState::Validated);
    });
}

#[test]
fn a_registration_that_is_sent_twice_is_one() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let new = event.registration("Laiterie Aubrac", "ada@example.org");
        let first = t.register(&Actor::anonymous(), event.id, &new).await.unwrap();
        t.deliver().await;
        assert_eq!(t.register(&Actor::anonymous(), event.id, &new).await.unwrap(), first);
        assert!(t.owed(NoticeKind::AlreadyTakesPart).await.is_empty(), "nobody is written to once more");
        // Of another person, or after a while, it is another one.
        let other = event.registration("Laiterie Aubrac", "bob@example.org");
        assert_ne!(t.register(&Actor::anonymous(), event.id, &other).await.unwrap().id, first.id);
        t.after(TimeDelta::minutes(16));
        assert_ne!(t.register(&Actor::anonymous(), event.id, &new).await.unwrap().id, first.id);
    });
}

#[test]
fn nobody_learns_that_an_address_takes_part_but_its_owner_and_organisers() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let new = event.registration("Laiterie Aubrac", "ada@example.org");
        t.register(&Actor::anonymous(), event.id, &new).await.unwrap();
        t.deliver().await;
        let again = event.registration("Somebody Else", "ada@example.org");
        let done = t.register(&Actor::anonymous(), event.id, &again).await.unwrap();
        assert_eq!(t.owed(NoticeKind::AlreadyTakesPart).await.len(), 1);
        let dossier = t.show_registration(&Actor::system(), event.id, done.id).await.unwrap();
        assert_eq!(dossier.people[0].account, None);
        let error = t.register(&Actor::system(), event.id, &again).await.unwrap_err();
        assert_eq!(paths(error), [("people[0].email".to_owned(), FaultCode::Duplicate)]);
    });
}

#[test]
fn parts_are_validated_apart_and_flags_are_four() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let new = event.registration("Laiterie Aubrac", "ada@example.org");
        let done = t.register(&Actor::anonymous(), event.id, &new).await.unwrap();
        let system = Actor::system();
        let company = Decision { company: Some(Ok(())), ..Decision::default() };
        t.validate_registration(&system, event.id, done.id, &company).await.unwrap();
        let error = t.validate_registration(&system, event.id, done.id, &company).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::RegistrationState)));
        let dossier = t.show_registration(&system, event.id, done.id).await.unwrap();
        assert_eq!(dossier.registration.state, RegistrationState::Validated);
        assert_eq!(dossier.registration.flags, Flags { listed: true, paid: false, may_book: true });
        assert!(!dossier.people[0].validated && !dossier.offerings[0].validated);
        let parts = Decision {
            people: vec![(done.people[0], true)],
            offerings: vec![(done.offerings[0], true)],
            ..Decision::default()
        };
        t.validate_registration(&system, event.id, done.id, &parts).await.unwrap();
        let dossier = t.show_registration(&system, event.id, done.id).await.unwrap();
        assert!(dossier.people[0].validated && dossier.offerings[0].validated);

        // What a registrant writes anew waits again.
        let ada = Actor::account(dossier.people[0].account.unwrap());
        let change = OfferingChange {
            version: dossier.offerings[0].version,
            offering: event.offering(OfferingKind::Want, "Lait", &["dairy"]),
        };
        t.edit_offering(&ada, event.id, (done.id, done.offerings[0]), &change).await.unwrap();
        let flags = Flags { listed: false, paid: true, may_book: false };
        let version = dossier.registration.version;
        t.flag_registration(&system, event.id, (done.id, version), flags).await.unwrap();
        let dossier = t.show_registration(&system, event.id, done.id).await.unwrap();
        assert!(!dossier.offerings[0].validated);
        assert_eq!(dossier.offerings[0].terms, [("keywords".to_owned(), event.terms["dairy"])]);
        assert_eq!(dossier.registration.flags, flags);

        let refuse = Decision { company: Some(Err("Not of this sector".into())), ..Decision::default() };
        t.validate_registration(&system, event.id, done.id, &refuse).await.unwrap();
        let owed = t.owed(NoticeKind::RegistrationRefused).await;
        assert_eq!(owed[0].data["reason"], json!("Not of this sector"));
    });
}

#[test]
fn secondary_administrators_see_decide_and_are_told_within_their_scope_alone() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let bea = t.secondary(event.id, "bea@example.org", &["ES"]).await;
        let french = event.registration("Laiterie Aubrac", "ada@example.org");
        let mut spanish = event.registration("Queserías Lozano", "ben@example.org");
        spanish.company.country = "ES".into();
        let french = t.register(&Actor::anonymous(), event.id, &french).await.unwrap();
        let spanish = t.register(&Actor::anonymous(), event.id, &spanish).await.unwrap();
        assert_eq!(t.owed(NoticeKind::RegistrationCameIn).await.len(), 1);
        let filter = RegistrationFilter { most: 10, waiting: true, ..RegistrationFilter::default() };
        let page = t.list_registrations(&bea, event.id, &filter).await.unwrap();
        assert_eq!((page.n_found, page.n_by_state[&RegistrationState::Submitted]), (1, 1));
        assert_eq!(page.lines[0].registration.id, spanish.id);
        let words = RegistrationFilter { words: "QUESERIAS".into(), ..filter };
        assert_eq!(t.list_registrations(&bea, event.id, &words).await.unwrap().n_found, 1);
        let decision = Decision { company: Some(Ok(())), ..Decision::default() };
        t.validate_registration(&bea, event.id, spanish.id, &decision).await.unwrap();
        let error = t.validate_registration(&bea, event.id, french.id, &decision).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }));
    });
}

#[test]
fn assignment_rules_count_when_registering_and_when_run_again() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let system = Actor::system();
        let first = event.registration("Laiterie Aubrac", "ada@example.org");
        let first = t.register(&Actor::anonymous(), event.id, &first).await.unwrap();
        let chamber = event.chamber;
        let rules = [(Criterion::Region, "Bretagne".to_owned(), chamber)];
        t.set_assignment_rules(&system, event.id, &rules).await.unwrap();
        let second = event.registration("Scierie Morvan", "ben@example.org");
        let second = t.register(&Actor::anonymous(), event.id, &second).await.unwrap();
        assert_eq!(t.run_assignment_rules(&system, event.id).await.unwrap(), 1);
        assert_eq!(t.run_assignment_rules(&system, event.id).await.unwrap(), 0);
        for id in [first.id, second.id] {
            let dossier = t.show_registration(&system, event.id, id).await.unwrap();
            assert_eq!(dossier.registration.co_organiser, Some(chamber));
        }
    });
}

#[test]
fn files_are_sniffed_counted_and_seen_by_their_people_alone() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let system = Actor::system();
        let mut settings = RegistrationSettings::default();
        settings.attachments.most_files = 1;
        let version = t.show_registration_form(&system, event.id).await.unwrap().version;
        t.set_registration_settings(&system, event.id, version, &settings).await.unwrap();
        let new = event.registration("Laiterie Aubrac", "ada@example.org");
        let done = t.register(&Actor::anonymous(), event.id, &new).await.unwrap();
        let pdf = NewFile { name: "offer.pdf".into(), content: b"%PDF-1.7 ...".to_vec() };
        let page = NewFile { name: "offer.pdf".into(), content: b"<html></html>".to_vec() };
        let error = t.attach_file(&system, event.id, (done.id, None), &page).await.unwrap_err();
        assert_eq!(paths(error), [("content".to_owned(), FaultCode::UnknownChoice)]);
        let id = t.attach_file(&system, event.id, (done.id, None), &pdf).await.unwrap();
        let error = t.attach_file(&system, event.id, (done.id, None), &pdf).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::TooManyAlready)));
        let (file, content) = t.read_attachment(&system, event.id, id).await.unwrap();
        assert_eq!((file.media_type.as_str(), content), ("application/pdf", pdf.content));
        let stranger = Actor::account(t.person("zoe@example.org").await);
        let error = t.read_attachment(&stranger, event.id, id).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }));
        t.remove_attachment(&system, event.id, (done.id, id)).await.unwrap();
    });
}

#[test]
fn availability_is_painted_on_slots_and_experts_are_entered_with_topics_and_quota() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let system = Actor::system();
        let mut expert = ExpertInput {
            company: CompanyInput {
                name: "Customs House".into(),
                country: "FR".into(),
                ..CompanyInput::default()
            },
            person: person("Cleo Marchand", "cleo@example.org"),
            max_meetings: Some(4),
            unavailable: vec![event.slots[1], event.slots[2]],
        };
        expert.company.answers.insert("sectors".into(), json!([event.terms["food"]]));
        let error = t.add_expert(&system, event.id, None, &expert).await.unwrap_err();
        assert_eq!(paths(error), [("person.category".to_owned(), FaultCode::UnknownChoice)]);
        expert.person.category = Some(event.experts);
        expert.person.answers.insert("topics".into(), json!([event.terms["cold"]]));
        let id = t.add_expert(&system, event.id, None, &expert).await.unwrap();
        let painted = t.show_availability(&system, event.id, id).await.unwrap();
        let there: Vec<_> = painted.iter().map(|slot| slot.available).collect();
        assert_eq!(there, [true, false, false, true, true, true]);
        expert.unavailable = Vec::new();
        expert.max_meetings = Some(-1);
        let error = t.edit_expert(&system, event.id, (id, 2), &expert).await.unwrap_err();
        assert_eq!(paths(error), [("max_meetings".to_owned(), FaultCode::OutOfRange)]);
        expert.max_meetings = Some(5);
        t.edit_expert(&system, event.id, (id, 2), &expert).await.unwrap();
        let painted = t.show_availability(&system, event.id, id).await.unwrap();
        assert!(painted.iter().all(|slot| slot.available));
        // Registrants are no experts.
        let mut new = event.registration("Laiterie Aubrac", "ada@example.org");
        new.people[0].category = Some(event.experts);
        let error = t.register(&Actor::anonymous(), event.id, &new).await.unwrap_err();
        assert_eq!(paths(error), [("people[0].category".to_owned(), FaultCode::UnknownChoice)]);
    });
}

#[test]
fn merged_terms_are_chosen_once_by_whoever_chose_either() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let system = Actor::system();
        let mut new = event.registration("Laiterie Aubrac", "ada@example.org");
        new.offerings[0] = event.offering(OfferingKind::Offer, "Comté", &["cheese", "cold"]);
        let done = t.register(&Actor::anonymous(), event.id, &new).await.unwrap();
        let (cheese, dairy, cold) = (event.terms["cheese"], event.terms["dairy"], event.terms["cold"]);
        let error = t.merge_terms(&system, event.id, dairy, cheese).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::TermsCannotMerge)));
        assert!(matches!(
            t.delete_term(&system, event.id, cold).await.unwrap_err(),
            Error::Refused(Refusal::InUse)
        ));
        assert_eq!(t.merge_terms(&system, event.id, cold, cheese).await.unwrap(), 1);
        let dossier = t.show_registration(&system, event.id, done.id).await.unwrap();
        assert_eq!(dossier.offerings[0].terms, [("keywords".to_owned(), cheese)]);

        let file = "code;parent;fr;en\ncheese;;Fromages;Cheeses\nbrie;cheese;Brie;Brie\nx;nobody;;\n";
        let error = t.import_terms(&system, event.id, "keywords", file.as_bytes(), true).await.unwrap_err();
        let wanted = [("line[4].labels", FaultCode::Required), ("line[4].parent", FaultCode::UnknownChoice)];
        assert_eq!(paths(error), wanted.map(|(path, code)| (path.to_owned(), code)));
        let file = &file[..file.len() - "x;nobody;;\n".len()];
        for on_trial in [true, false] {
            let changes =
                t.import_terms(&system, event.id, "keywords", file.as_bytes(), on_trial).await.unwrap();
            assert_eq!((changes.added.len(), changes.changed.len()), (1, 1));
        }
    });
}

#[test]
fn a_person_keeps_the_category_unless_another_one_is_named_and_the_role_follows_it() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let system = Actor::system();
        let mut new = event.registration("Customs House", "ada@example.org");
        new.people.push(PersonInput { category: Some(event.experts), ..person("Cleo", "cleo@example.org") });
        let done = t.register(&system, event.id, &new).await.unwrap();
        let dossier = t.show_registration(&system, event.id, done.id).await.unwrap();
        let (ada, cleo) = (&dossier.people[0], &dossier.people[1]);
        let ada = Actor::account(ada.account.unwrap());
        // A registrant cannot make anybody an expert, nor by accident the contrary.
        let change = |version, person| PersonChange { version, person };
        let renamed = person("Cléo Marchand", "cleo@example.org");
        t.edit_person(&ada, event.id, cleo.id, &change(1, renamed.clone())).await.unwrap();
        let dossier = t.show_registration(&system, event.id, done.id).await.unwrap();
        assert_eq!((dossier.people[1].expert, dossier.people[1].name.as_str()), (true, "Cléo Marchand"));
        let expert = PersonInput { category: Some(event.experts), ..person("Ada", "ada@example.org") };
        let error = t.edit_person(&ada, event.id, done.people[0], &change(1, expert)).await.unwrap_err();
        let expected = [("people[0].category".to_owned(), FaultCode::UnknownChoice)];
        assert_eq!(paths(error), expected);
        // Somebody stays who may edit what is the company's.
        let mine = change(1, person("Ada", "ada@example.org"));
        let error = t.edit_person(&ada, event.id, done.people[0], &mine).await.unwrap_err();
        let expected = [("people[0].company_admin".to_owned(), FaultCode::Required)];
        assert_eq!(paths(error), expected);

        let company = PersonInput { category: Some(event.companies), ..renamed };
        t.edit_person(&system, event.id, cleo.id, &change(2, company)).await.unwrap();
        let dossier = t.show_registration(&system, event.id, done.id).await.unwrap();
        assert!(!dossier.people[1].expert);
        let cleo = Actor::account(dossier.people[1].account.unwrap());
        t.suggest_meetings(&cleo, event.id, dossier.people[1].id, 5).await.unwrap();
    });
}

#[test]
fn a_registration_writes_to_no_address_more_often_than_a_link_would_be_sent() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let visitor = Actor::anonymous().from("192.0.2.7");
        for i in 0..11 {
            let mut new = event.registration(&format!("Company {i}"), &format!("a{i}@example.org"));
            new.people.push(person("Victim", "Victim@example.org"));
            let done = t.register(&visitor, event.id, &new).await;
            assert_eq!(matches!(done, Err(Error::Throttled { .. })), i == 10, "{i}: {done:?}");
        }
    });
}

#[test]
fn a_term_that_goes_while_registrations_are_edited_with_it_is_a_fault_of_their_field() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let (system, into) = (Actor::system(), event.terms["cold"]);
        let mut ids = Vec::new();
        for i in 0..4 {
            let new = event.registration(&format!("Company {i}"), &format!("a{i}@example.org"));
            ids.push(t.register(&system, event.id, &new).await.unwrap().id);
        }
        for round in 0..12 {
            let new =
                NewTerm { code: format!("t{round}"), parent: None, labels: Texts::new("Terme", "Term") };
            let term = t.save_terms(&system, event.id, "keywords", &[new]).await.unwrap().added[0].id;
            let answers = BTreeMap::from([("keywords".to_owned(), json!([term]))]);
            let offering = OfferingInput {
                kind: OfferingKind::Offer,
                title: "Tome".into(),
                text: String::new(),
                answers,
            };
            let mut edits = tokio::task::JoinSet::new();
            for id in ids.clone() {
                let (engine, event, offering) = (Engine::clone(&t), event.id, offering.clone());
                edits.spawn(async move {
                    engine.add_offering(&Actor::system(), event, id, &offering).await.map(drop)
                });
            }
            let gone = if round % 2 == 0 {
                t.delete_term(&system, event.id, term).await
            } else {
                t.merge_terms(&system, event.id, term, into).await.map(drop)
            };
            assert!(matches!(gone, Ok(()) | Err(Error::Refused(Refusal::InUse))), "{gone:?}");
            for edited in edits.join_all().await {
                let Err(error) = edited else { continue };
                let expected = ("offerings[0].answers.keywords[0]".to_owned(), FaultCode::UnknownChoice);
                assert_eq!(paths(error), [expected]);
            }
        }
    });
}

#[test]
fn people_are_added_while_rules_of_assignment_run() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let system = Actor::system();
        let mut ids = Vec::new();
        for i in 0..8 {
            let new = event.registration(&format!("Company {i}"), &format!("a{i}@example.org"));
            ids.push(t.register(&system, event.id, &new).await.unwrap().id);
        }
        for round in 0..4 {
            let region = if round % 2 == 0 { "Bretagne" } else { "Alsace" };
            let rules = [(Criterion::Region, region.to_owned(), event.chamber)];
            t.set_assignment_rules(&system, event.id, &rules).await.unwrap();
            let mut tasks = tokio::task::JoinSet::new();
            for (i, id) in ids.iter().copied().enumerate() {
                let (engine, event) = (Engine::clone(&t), event.id);
                let new = person("Ben Carrel", &format!("b{round}{i}@example.org"));
                tasks.spawn(
                    async move { engine.add_person(&Actor::system(), event, id, &new).await.map(drop) },
                );
            }
            let (engine, id) = (Engine::clone(&t), event.id);
            tasks.spawn(async move { engine.run_assignment_rules(&Actor::system(), id).await.map(drop) });
            for done in tasks.join_all().await {
                done.unwrap();
            }
        }
    });
}
