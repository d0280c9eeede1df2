//! Copies of events: what registration asks and when people are reminded goes with them, and points to what is the copy's own.

use crate::harness::{
    TestEngine,
    company::{company, of_people, open_forum},
    on_both,
};
use carnet_engine::{
    Actor, Error, EventId, FaultCode, Refusal, RegistrationForm, TermId,
    domain::{
        account::Language,
        event::CopyOfEvent,
        form::{Block, Condition, Definition, Field, FieldKind},
        mail_template::MailTemplate,
        notice::NoticeKind,
        phase::Phase,
        registration::NewConsentText,
        reminder::{Anchor, Audience, Channel, NewReminder},
        terms::{ListRole, NewTerm, Term, TermList},
        text::Texts,
    },
};
use serde_json::json;

/// A list of sectors with a term below another, and a form that asks after one of them: which.
async fn ask_after_sectors(t: &TestEngine, event: EventId) -> TermId {
    let system = Actor::system();
    let list = TermList {
        name: "sectors".into(),
        role: ListRole::Sector,
        labels: Texts::new("Secteurs", "Sectors"),
    };
    t.set_term_lists(&system, event, 1, &[list]).await.expect("a list");
    let term = |code: &str, parent: Option<&str>| NewTerm {
        code: code.into(),
        parent: parent.map(str::to_owned),
        labels: Texts::new(code, code),
    };
    let terms = [term("food", None), term("dairy", None), term("cheese", Some("food"))];
    t.save_terms(&system, event, "sectors", &terms).await.expect("terms");
    let form = t.show_registration_form(&system, event).await.expect("the form");
    let cheese = find(&form, "cheese").id;
    let field = |name: &str, definition| Field {
        block: Block::Company,
        category: None,
        name: name.into(),
        definition,
    };
    let sectors = Definition { list: Some("sectors".into()), ..definition(FieldKind::Terms) };
    let when = Some(Condition { field: "sectors".into(), is: vec![json!(cheese)] });
    let milk = Definition { required: true, when, ..definition(FieldKind::Line) };
    let fields = [field("sectors", sectors), field("milk", milk)];
    t.set_form(&system, event, form.version, &fields).await.expect("a form");
    cheese
}

fn find<'a>(form: &'a RegistrationForm, code: &str) -> &'a Term {
    form.terms.iter().find(|term| term.code == code).expect("the term")
}

fn definition(kind: FieldKind) -> Definition {
    Definition { public: true, ..Definition::new(kind, Texts::new("Champ", "Field")) }
}

#[test]
fn a_copied_form_asks_after_the_copied_terms_and_reminders_and_mails_are_copied() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let cheese = ask_after_sectors(&t, event).await;
        let rule = NewReminder {
            anchor: Anchor::Meeting,
            minutes_before: 15,
            audience: Audience::Experts,
            channel: Channel::Sms,
        };
        t.add_reminder(&system, event, rule).await.unwrap();
        let ended =
            t.add_reminder(&system, event, NewReminder { anchor: Anchor::Day, ..rule }).await.unwrap();
        t.withdraw_reminder(&system, event, ended).await.unwrap();

        let of = (NoticeKind::RoleGranted, Language::English);
        let own = MailTemplate { subject: "You are {role}".into(), body: "Hello {name}".into() };
        t.set_mail_template(&system, event, of, &own).await.unwrap();

        let copy = CopyOfEvent {
            slug: "forum-avril".into(),
            names: Texts::new("Forum d'avril", "April forum"),
            first_day: "2027-04-15".parse().unwrap(),
        };
        let copied = t.copy_event(&system, event, &copy).await.unwrap();
        let reminders = t.list_reminders(&system, copied).await.unwrap();
        assert_eq!(reminders.iter().map(|r| (r.event, r.rule)).collect::<Vec<_>>(), [(copied, rule)]);
        assert_eq!(t.list_mail_templates(&system, copied).await.unwrap(), [(of, own)]);
        let form = t.show_registration_form(&system, copied).await.unwrap();
        let own = find(&form, "cheese");
        assert_ne!(own.id, cheese);
        assert_eq!(own.parent, Some(find(&form, "food").id));

        // The condition counts for the copy's own terms.
        crate::harness::event::to_phase(&t, copied, &[Phase::Preparation, Phase::Open]).await;
        let category = t.show_event(&system, copied).await.unwrap().categories.list[0].id;
        let mut new = of_people(&setup, "Oak", 1);
        new.category = category;
        new.company.answers.insert("sectors".into(), json!([own.id]));
        let error = t.register(&system, copied, &new).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        let fault = &faults.as_slice()[0];
        assert_eq!((fault.path.as_str(), fault.code), ("company.answers.milk", FaultCode::Required));
        new.company.answers.insert("milk".into(), json!("Brebis"));
        t.register(&system, copied, &new).await.unwrap();
    });
}

#[test]
fn a_form_that_asks_after_a_term_keeps_it_or_follows_it_into_another() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let cheese = ask_after_sectors(&t, event).await;
        let before = t.show_registration_form(&system, event).await.unwrap();
        let dairy = find(&before, "dairy").id;
        let error = t.delete_term(&system, event, cheese).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::InUse)), "{error}");
        t.merge_terms(&system, event, cheese, dairy).await.unwrap();
        let after = t.show_registration_form(&system, event).await.unwrap();
        let when = after.form.fields()[1].definition.when.as_ref().unwrap();
        assert_eq!(when.is, [json!(dairy)]);
        // Whoever edits the form as it was is told that it is another one.
        let stale = t.set_form(&system, event, before.version, before.form.fields()).await.unwrap_err();
        assert!(matches!(stale, Error::Conflict), "{stale}");
    });
}

#[test]
fn a_copy_made_while_the_original_is_edited_is_of_one_moment() {
    on_both(async |t| {
        let (event, system) = (open_forum(&t).await.event.id, Actor::system());
        ask_after_sectors(&t, event).await;
        // Copying these takes a while.
        let term = |n: usize| NewTerm {
            code: format!("term{n}"),
            parent: None,
            labels: Texts::new(n.to_string(), n.to_string()),
        };
        let terms: Vec<_> = (0..150).map(term).collect();
        t.save_terms(&system, event, "sectors", &terms).await.unwrap();
        let copying = async {
            let mut copies = Vec::new();
            for n in 0..8 {
                let (slug, names) = (format!("copy-{n}"), Texts::new("Copie", "Copy"));
                let copy = CopyOfEvent { slug, names, first_day: "2028-03-18".parse().unwrap() };
                copies.push(t.copy_event(&system, event, &copy).await.unwrap());
            }
            copies
        };
        // List after list, and then a field that chooses from it.
        let editing = async {
            for n in 0..45 {
                let form = t.show_registration_form(&system, event).await.unwrap();
                let name = format!("list{n}");
                let labels = Texts::new("Liste", "List");
                let list = TermList { name: name.clone(), role: ListRole::Keyword, labels };
                let lists: Vec<_> = form.lists.iter().cloned().chain([list]).collect();
                t.set_term_lists(&system, event, form.version, &lists).await.unwrap();
                let definition = Definition { list: Some(name.clone()), ..definition(FieldKind::Terms) };
                let field = Field { block: Block::Person, category: None, name, definition };
                let fields: Vec<_> = form.form.fields().iter().cloned().chain([field]).collect();
                t.set_form(&system, event, form.version + 1, &fields).await.unwrap();
            }
        };
        for copy in tokio::join!(copying, editing).0 {
            let form = t.show_registration_form(&system, copy).await.unwrap();
            let has = |name: &String| form.lists.iter().any(|list| list.name == *name);
            let lists = form.form.fields().iter().filter_map(|field| field.definition.list.as_ref());
            assert_eq!(lists.filter(|name| !has(name)).collect::<Vec<_>>(), [""; 0]);
        }
    });
}

#[test]
fn a_consent_that_is_not_required_can_be_taken_back_and_both_are_on_record() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let text = |purpose: &str, required| NewConsentText {
            purpose: purpose.into(),
            texts: Texts::new("Avis", "Notice"),
            required,
        };
        t.publish_consent_text(&system, event, &text("privacy", true)).await.unwrap();
        t.publish_consent_text(&system, event, &text("photos", false)).await.unwrap();
        let mut new = of_people(&setup, "Oak", 2);
        new.consents = vec![("privacy".into(), 1), ("photos".into(), 1)];
        let done = t.register(&Actor::anonymous(), event, &new).await.unwrap();
        let people = crate::harness::company::people(&t, event, done.id).await;
        let (owner, other) = (&people[0].actor, &people[1].actor);
        let stranger = &company(&t, &setup, "Elm", 1).await[0].actor;
        for nobody in [other, stranger] {
            let error = t.withdraw_consent(nobody, event, done.id, "photos").await.unwrap_err();
            assert!(matches!(error, Error::NotFound { .. }), "{error}");
        }
        let needed = t.withdraw_consent(owner, event, done.id, "privacy").await.unwrap_err();
        assert!(matches!(needed, Error::Refused(Refusal::ConsentNeeded)), "{needed}");
        t.after(chrono::TimeDelta::hours(1));
        t.withdraw_consent(owner, event, done.id, "photos").await.unwrap();
        let consents = t.list_consents(owner, event, done.id).await.unwrap();
        let found: Vec<_> =
            consents.iter().map(|c| (c.purpose.as_str(), c.version, c.withdrawn_at)).collect();
        let mut expected = [("photos", 1, Some(t.now())), ("privacy", 1, None)];
        expected.sort_unstable();
        let mut found = found;
        found.sort_unstable();
        assert_eq!(found, expected);
        assert!(consents.iter().all(|consent| consent.given_at < t.now()));
        // Once is enough.
        let again = t.withdraw_consent(owner, event, done.id, "photos").await.unwrap_err();
        assert!(matches!(again, Error::NotFound { .. }), "{again}");
    });
}
