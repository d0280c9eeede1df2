//! Texts with characters that PostgreSQL does not take, and texts without end.

use super::assert_fault;
use crate::{
    harness::{
        PASSWORD,
        event::{chamber, details, event_with_slots, grid, new_event, places, workshop},
        on_both,
        world::World,
    },
    plans::Forum,
    registrations::support::{Event, person},
    requests::ask,
};
use carnet_engine::{
    Actor, Decision, Error, FaultCode, Invitation, Kind, Refusal, RegistrationFilter,
    domain::{
        account::{Language, NewAccount},
        activity::{NewActivity, Speaker},
        assignment::Criterion,
        catalogue::Query,
        event::{NewDetails, NewEvent, TextKey},
        event_rules::{Messages, Rules},
        files::NewFile,
        form::Condition,
        grid::Grid,
        message::Correspondent,
        notice::NoticeKind,
        organisation::{NewOrganisation, OrganisationKind},
        plan::{Blocked, Edit},
        preset::Preset,
        registration::{CompanyInput, NewConsentText, OfferingInput, PersonInput},
        request::NewAsk,
        role::DataScope,
        run::Orders,
        terms::NewTerm,
        text::Texts,
    },
};
use serde_json::json;
use std::collections::BTreeSet;

const NUL: &str = "a\0b";
const CONTROL: FaultCode = FaultCode::ControlCharacters;

fn long() -> String {
    "x".repeat(100_000)
}

fn account(email: &str, name: &str) -> NewAccount {
    NewAccount { email: email.into(), name: name.into(), language: Language::French }
}

#[test]
fn texts_of_accounts_and_organisations_are_checked() {
    on_both(async |t| {
        let (anybody, system) = (Actor::anonymous(), Actor::system());
        let create = async |email: &str, name: &str| t.create_account(&anybody, &account(email, name)).await;
        assert_fault(create("ada@example.org", NUL).await, "name", CONTROL);
        assert_fault(create("ada@example.org", &long()).await, "name", FaultCode::TooLong);
        for email in
            ["a\0b@example.org", "\"a\0b\"@example.org", "ada@exam\0ple.org", &format!("{}@x.org", long())]
        {
            assert_fault(create(email, "Ada").await, "email", FaultCode::NotAnEmailAddress);
        }
        let organisation = |name: &str, country: &str, region: &str| NewOrganisation {
            kind: OrganisationKind::Chamber,
            name: name.into(),
            country: country.into(),
            region: Some(region.into()),
        };
        for (new, path, code) in [
            (organisation(NUL, "fr", "x"), "name", CONTROL),
            (organisation("x", "f\0", "x"), "country", FaultCode::NotACountry),
            (organisation("x", "fr", NUL), "region", CONTROL),
            (organisation("x", "fr", &long()), "region", FaultCode::TooLong),
        ] {
            assert_fault(t.create_organisation(&system, &new).await, path, code);
        }

        let event = new_event(&t, Preset::AnyToAny, "forum").await;
        let scope = DataScope { regions: BTreeSet::from([NUL.to_owned()]), ..DataScope::default() };
        let invitation = Invitation {
            person: account("bea@example.org", "Bea"),
            organisation: None,
            opened: Some((BTreeSet::new(), scope)),
        };
        assert_fault(t.invite_administrator(&system, event, &invitation).await, "scope.regions[0]", CONTROL);
        let rules = [(Criterion::Region, NUL.to_owned(), chamber(&t).await)];
        assert_fault(t.set_assignment_rules(&system, event, &rules).await, "rules[0].value", CONTROL);
    });
}

#[test]
fn texts_by_which_something_is_looked_up_find_nothing() {
    on_both(async |t| {
        let anybody = Actor::anonymous();
        let hidden = t.show_public_event(&anybody, NUL).await.map(drop);
        assert!(matches!(hidden, Err(Error::NotFound { kind: Kind::Event })), "{hidden:?}");
        for email in [NUL, "\"a\0b\"@example.org"] {
            let refused = t.sign_in(&anybody, email, PASSWORD).await.map(drop);
            assert!(matches!(refused, Err(Error::Refused(Refusal::WrongCredentials))), "{refused:?}");
        }
        let refused = t.set_password(&anybody, NUL, PASSWORD).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::TokenNotValid))), "{refused:?}");
        let refused = t.resume_sign_in(&anybody, NUL).await.map(drop);
        assert!(matches!(refused, Err(Error::Refused(Refusal::SignInNeeded))), "{refused:?}");

        let (event, system) = (Event::new(&t).await, Actor::system());
        let new = event.registration("Laiterie", "ada@example.org");
        let id = t.register(&system, event.id, &new).await.unwrap().id;
        let missing = t.withdraw_consent(&system, event.id, id, NUL).await;
        assert!(matches!(missing, Err(Error::NotFound { kind: Kind::ConsentText })), "{missing:?}");
        let query = Query { words: NUL.into(), ..Query::default() };
        t.search_catalogue(&system, event.id, &query).await.unwrap();
        let filter = RegistrationFilter {
            words: NUL.into(),
            country: Some(NUL.into()),
            ..RegistrationFilter::default()
        };
        assert_eq!(t.list_registrations(&system, event.id, &filter).await.unwrap().n_found, 0);
        let missing = t.save_terms(&system, event.id, NUL, &[]).await.map(drop);
        assert!(matches!(missing, Err(Error::NotFound { kind: Kind::TermList })), "{missing:?}");
    });
}

#[test]
fn an_address_of_origin_is_kept_without_what_no_address_has() {
    on_both(async |t| {
        let visitor = Actor::anonymous().from(format!("192.0.2.7\0\r\n{}", long()));
        t.create_account(&visitor, &account("ada@example.org", "Ada")).await.unwrap();
        let owner = t.owed(NoticeKind::AccountCreated).await[0].recipient;
        let history = t.read_audit(&Actor::system(), None, owner).await.unwrap();
        let origin = history[0].origin.as_deref().unwrap();
        assert!(origin.starts_with("192.0.2.7x") && origin.len() == 100, "{origin}");
        let refused = t.sign_in(&visitor, "ada@example.org", PASSWORD).await.map(drop);
        assert!(matches!(refused, Err(Error::Refused(Refusal::WrongCredentials))), "{refused:?}");
    });
}

#[test]
fn texts_of_events_are_checked() {
    on_both(async |t| {
        let (setup, system) = (event_with_slots(&t).await, Actor::system());
        let (id, version) = (setup.event.id, setup.event.version);
        let bad = Texts::new(NUL, "x");
        let create = async |details: NewDetails| {
            let new = NewEvent { organisation: setup.event.organisation, preset: Preset::Fair, details };
            t.create_event(&system, &new).await
        };
        let good = || details("other");
        assert_fault(create(NewDetails { slug: NUL.into(), ..good() }).await, "slug", FaultCode::NotASlug);
        assert_fault(create(NewDetails { names: bad.clone(), ..good() }).await, "names.fr", CONTROL);
        let texts = [(TextKey::Welcome, bad.clone())].into();
        assert_fault(create(NewDetails { texts, ..good() }).await, "texts.welcome.fr", CONTROL);
        let zone = NewDetails { time_zone: NUL.into(), ..good() };
        assert_fault(create(zone).await, "time_zone", FaultCode::UnknownTimeZone);

        let mut wrong = places();
        wrong.sites[0].address = Some(NUL.into());
        assert_fault(t.set_places(&system, (id, version), &wrong).await, "sites[0].address", CONTROL);
        wrong.sites[0].address = Some(long());
        assert_fault(
            t.set_places(&system, (id, version), &wrong).await,
            "sites[0].address",
            FaultCode::TooLong,
        );
        let mut wrong = places();
        wrong.sites[0].rooms[0].name = NUL.into();
        assert_fault(t.set_places(&system, (id, version), &wrong).await, "sites[0].rooms[0].name", CONTROL);
        let wrong = Grid { names: bad.clone(), ..grid(&setup) };
        assert_fault(t.make_grid(&system, (id, version), &wrong).await, "names.fr", CONTROL);
        let wrong = NewActivity {
            reference: Some(NUL.into()),
            speakers: vec![Speaker { name: "x".into(), topic: Some(NUL.into()), ..Speaker::default() }],
            ..workshop(&setup)
        };
        assert_fault(t.create_activity(&system, id, &wrong).await, "reference", CONTROL);
        let wrong = NewActivity { reference: None, ..wrong };
        assert_fault(t.create_activity(&system, id, &wrong).await, "speakers[0].topic", CONTROL);
    });
}

#[test]
fn texts_of_forms_and_registrations_are_checked() {
    on_both(async |t| {
        let (event, system) = (Event::new(&t).await, Actor::system());
        let setup = t.show_registration_form(&system, event.id).await.unwrap();
        let mut fields = setup.form.fields().to_vec();
        let asked = fields.iter().position(|field| field.definition.when.is_some()).unwrap();
        let condition = |is| Some(Condition { field: "exports".into(), is: vec![is] });
        for (is, code) in [
            (json!(NUL), CONTROL),
            (json!(long()), FaultCode::TooLong),
            (json!({ "a\u{0}": 1 }), FaultCode::WrongKind),
        ] {
            fields[asked].definition.when = condition(is);
            let path = format!("fields[{asked}].when.is[0]");
            assert_fault(t.set_form(&system, event.id, setup.version, &fields).await, &path, code);
        }
        let term = NewTerm { code: NUL.into(), parent: None, labels: Texts::new("x", "x") };
        let saved = t.save_terms(&system, event.id, "keywords", &[term]).await;
        assert_fault(saved, "terms[0].code", FaultCode::WrongFormat);
        let text = NewConsentText { purpose: "privacy".into(), texts: Texts::new(NUL, "x"), required: false };
        assert_fault(t.publish_consent_text(&system, event.id, &text).await, "texts.fr", CONTROL);

        let good = event.registration("Laiterie", "ada@example.org");
        let register = async |company: CompanyInput, person: PersonInput, offering: OfferingInput| {
            let new = carnet_engine::domain::registration::NewRegistration {
                company,
                people: vec![person],
                offerings: vec![offering],
                ..good.clone()
            };
            t.register(&system, event.id, &new).await
        };
        let parts = || (good.company.clone(), good.people[0].clone(), good.offerings[0].clone());
        let (mut company, person_, offering) = parts();
        company.region = Some(NUL.into());
        assert_fault(register(company, person_, offering).await, "company.region", CONTROL);
        let (mut company, person_, offering) = parts();
        company.answers.insert("bank".into(), json!(NUL));
        assert_fault(register(company, person_, offering).await, "company.answers.bank", CONTROL);
        let (company, _, offering) = parts();
        let wrong = person(NUL, "ada@example.org");
        assert_fault(register(company, wrong, offering).await, "people[0].name", CONTROL);
        let (company, person_, mut offering) = parts();
        offering.text = NUL.into();
        assert_fault(register(company, person_, offering).await, "offerings[0].text", CONTROL);

        let id = t.register(&system, event.id, &good).await.unwrap().id;
        let refuse = Decision { company: Some(Err(NUL.into())), ..Decision::default() };
        let refused = t.validate_registration(&system, event.id, id, &refuse).await;
        assert_fault(refused, "company.reason", CONTROL);
        assert_fault(t.cancel_registration(&system, event.id, id, NUL).await, "reason", CONTROL);
        let file = NewFile { name: NUL.into(), content: b"%PDF-1.7 ...".to_vec() };
        assert_fault(t.attach_file(&system, event.id, (id, None), &file).await, "name", CONTROL);
        let import = async |company: &str| {
            let file =
                format!("company;country;category;name;email\n{company};FR;Forum;Ada;eve@example.org\n");
            t.import_participants(&system, event.id, file.as_bytes(), false).await
        };
        assert_fault(import(NUL).await, "file", FaultCode::NotReadable);
        assert_fault(import("a\u{1}b").await, "line[2].company.name", CONTROL);
    });
}

#[test]
fn texts_of_requests_and_plans_are_checked() {
    on_both(async |t| {
        let w = World::new(&t, 6, 9, &Rules { messages: Messages::Always, ..Rules::default() }).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let (oaken, other) = (&oak[0].actor, &elm[0].actor);
        let new = NewAsk { message: NUL.into(), ..ask(&oak[0], &elm) };
        assert_fault(t.ask(oaken, w.event, &new).await, "message", CONTROL);
        let id = t.ask(oaken, w.event, &ask(&oak[0], &elm)).await.unwrap().request;
        assert_fault(t.decline_request(other, id, Some(NUL)).await, "reason", CONTROL);
        assert_fault(t.decline_request(other, id, Some(&long())).await, "reason", FaultCode::TooLong);
        let to = Correspondent::Participant(elm[0].id);
        assert_fault(t.write_message(oaken, oak[0].id, to, NUL).await, "text", CONTROL);
    });
    on_both(async |t| {
        let (forum, system) = (Forum::new(&t, 4, 1, (4, 2)).await, Actor::system());
        let block = Blocked::Participant(forum.people[0]);
        for (reason, code) in [(NUL, CONTROL), (" ", FaultCode::Required), (&*long(), FaultCode::TooLong)] {
            assert_fault(t.block(&system, forum.event, block, None, reason).await, "reason", code);
        }
        let orders = Orders { instance: Some(json!({ "name": NUL })), ..Orders::default() };
        assert_fault(t.start_run(&system, forum.event, &orders).await, "instance", CONTROL);
        let draft = forum.draft(&t).await;
        let key = (draft.head.id, draft.head.version);
        let edit = Edit::Drop { meeting: forum.meetings[0] };
        assert_fault(t.edit_plan(&system, forum.event, key, &[edit], Some(NUL)).await, "waive", CONTROL);
        // A file from elsewhere says why a meeting has no place.
        let text = t.download_plan(&system, forum.event, draft.head.id).await.unwrap();
        let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
        let moved = file["assignments"].as_array_mut().unwrap().remove(0);
        let unplaced = json!({ "meeting": moved["meeting"], "reason": "not_reached", "detail": NUL });
        file["unplaced"] = json!([unplaced]);
        let uploaded = t.upload_plan(&system, forum.event, &file.to_string()).await;
        assert_fault(uploaded, "unplaced[0].detail", CONTROL);
    });
}
