//! The catalogue and suggestions: only what is public, only whom one can meet.

use crate::{
    harness::{TestEngine, on_both},
    registrations::support::Event,
};
use carnet_engine::{
    Actor, Error, Registered,
    domain::{
        catalogue::Query,
        files::NewFile,
        registration::{Flags, NewRegistration, OfferingKind, PublicPart, RegistrationSettings},
    },
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

async fn validated(t: &TestEngine, event: &Event, new: &NewRegistration) -> Registered {
    t.register(&Actor::system(), event.id, new).await.expect("a registration")
}

fn words(words: &str) -> Query {
    Query { words: words.into(), most: 50, ..Query::default() }
}

async fn n_found(t: &TestEngine, event: &Event, text: &str) -> usize {
    t.search_catalogue(&Actor::anonymous(), event.id, &words(text)).await.expect("a search").n_found
}

#[test]
fn catalogue_shows_and_finds_public_fields_of_listed_companies_alone() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let mut new = event.registration("Laiterie Aubrac", "ada@example.org");
        new.company.answers.insert("bank".into(), json!("Crédit secret"));
        new.company.answers.insert("about".into(), json!("Fromagère de montagne"));
        let done = validated(&t, &event, &new).await;
        let waiting = event.registration("Scierie Morvan", "ben@example.org");
        t.register(&Actor::anonymous(), event.id, &waiting).await.unwrap();

        let found = t.search_catalogue(&Actor::anonymous(), event.id, &words("")).await.unwrap();
        assert_eq!(found.n_found, 1, "what waits is not shown");
        let entry = &found.entries[0];
        let names: Vec<_> = entry.answers.keys().map(String::as_str).collect();
        assert_eq!(names, ["about"]);
        assert_eq!(entry.people, [], "people are not public");
        assert_eq!(found.facets.sectors, BTreeMap::from([(event.terms["food"], 1)]));
        assert_eq!(
            found.facets.keywords,
            BTreeMap::from([(event.terms["cheese"], 1), (event.terms["dairy"], 1)])
        );
        for (text, n_entries) in
            [("fromagere", 1), ("dairy", 1), ("laitiers", 1), ("secret", 0), ("verrier", 0), ("morvan", 0)]
        {
            assert_eq!(n_found(&t, &event, text).await, n_entries, "{text}");
        }

        // The organiser makes people public, and takes offers out.
        let version = t.show_registration_form(&Actor::system(), event.id).await.unwrap().version;
        let public = BTreeSet::from([PublicPart::People]);
        let settings = RegistrationSettings { public, ..RegistrationSettings::default() };
        t.set_registration_settings(&Actor::system(), event.id, version, &settings).await.unwrap();
        for (text, n_entries) in [("verrier", 1), ("comte", 0), ("dairy", 0)] {
            assert_eq!(n_found(&t, &event, text).await, n_entries, "{text}");
        }
        let flags = Flags { listed: false, ..Flags::default() };
        t.flag_registration(&Actor::system(), event.id, (done.id, 1), flags).await.unwrap();
        assert_eq!(n_found(&t, &event, "").await, 0);
    });
}

#[test]
fn files_are_public_only_where_the_organiser_says_so() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let done = validated(&t, &event, &event.registration("Laiterie Aubrac", "ada@example.org")).await;
        let pdf = NewFile { name: "offer.pdf".into(), content: b"%PDF-1.7 ...".to_vec() };
        let id = t.attach_file(&Actor::system(), event.id, (done.id, None), &pdf).await.unwrap();
        let anybody = Actor::anonymous();
        let error = t.read_public_attachment(&anybody, event.id, id).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }));
        let version = t.show_registration_form(&Actor::system(), event.id).await.unwrap().version;
        let public = BTreeSet::from([PublicPart::Attachments]);
        let settings = RegistrationSettings { public, ..RegistrationSettings::default() };
        t.set_registration_settings(&Actor::system(), event.id, version, &settings).await.unwrap();
        let (_, content) = t.read_public_attachment(&anybody, event.id, id).await.unwrap();
        assert_eq!(content, pdf.content);
    });
}

#[test]
fn suggestions_match_both_ways_say_why_and_leave_out_who_is_full_or_away() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let mut me = event.registration("Laiterie Aubrac", "ada@example.org");
        me.offerings.push(event.offering(OfferingKind::Want, "Transport", &["cold"]));
        let me = validated(&t, &event, &me).await;
        let mut good = event.registration("Froid Express", "ben@example.org");
        good.offerings = vec![
            event.offering(OfferingKind::Offer, "Camions", &["cold"]),
            event.offering(OfferingKind::Want, "Fromages", &["dairy"]),
        ];
        let good = validated(&t, &event, &good).await;
        let mut one_way = event.registration("Crémerie Sud", "cleo@example.org");
        one_way.offerings = vec![event.offering(OfferingKind::Want, "Fromages", &["cheese"])];
        let one_way = validated(&t, &event, &one_way).await;
        t.set_availability(&Actor::system(), event.id, me.people[0], &event.slots[..2]).await.unwrap();
        t.set_availability(&Actor::system(), event.id, good.people[0], &event.slots[4..]).await.unwrap();

        let found = t.suggest_meetings(&Actor::system(), event.id, me.people[0], 10).await.unwrap();
        let people: Vec<_> = found.iter().map(|suggestion| suggestion.participant).collect();
        assert_eq!(people, [good.people[0], one_way.people[0]]);
        let why = &found[0].why;
        assert_eq!(
            (why.they_offer[0].term, why.they_want[0].term),
            (event.terms["cold"], event.terms["dairy"])
        );
        assert_eq!((why.n_common_slots, why.left), (2, Some(8)));
        assert_eq!(why.in_common, [event.terms["food"]]);

        t.set_availability(&Actor::system(), event.id, one_way.people[0], &event.slots).await.unwrap();
        let found = t.suggest_meetings(&Actor::system(), event.id, me.people[0], 10).await.unwrap();
        assert_eq!(found.len(), 1, "who is never there is not suggested");
        // Other people's suggestions are not there.
        let dossier = t.show_registration(&Actor::system(), event.id, good.id).await.unwrap();
        let ben = Actor::account(dossier.people[0].account.unwrap());
        let error = t.suggest_meetings(&ben, event.id, me.people[0], 10).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }));
        assert_eq!(t.suggest_meetings(&ben, event.id, good.people[0], 10).await.unwrap().len(), 1);
    });
}

#[test]
fn import_is_tried_done_and_done_again_by_the_key_of_the_other_system() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let header = "registration_id;id;company;country;category;name;email;company.sectors;person.phone\n";
        let good = "C1;P1;Scierie Morvan;fr;Forum;Ben Carrel;ben@example.org;Bois;0123456789\n\
                    C1;P2;Scierie Morvan;FR;forum;Cléo Roux;cleo@example.org;wood;\n\
                    ;;Huilerie Ruiz;ES;Forum;Zoé Lang;zoe@example.org;Food;\n";
        let bad = ";;Sans Secteur;France;Nobody;Max;max@example.org;;12\n";
        let wrong = format!("{header}{good}{bad}{}", good.lines().next().unwrap());
        let report = t.import_participants(&Actor::system(), event.id, wrong.as_bytes(), true).await.unwrap();
        let mut paths: Vec<_> = report.faults.as_slice().iter().map(|fault| fault.path.as_str()).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["line[5].category", "line[6].id"]);
        let error =
            t.import_participants(&Actor::system(), event.id, wrong.as_bytes(), false).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)));
        assert_eq!(n_found(&t, &event, "").await, 0, "nothing half-written");

        let file = format!("{header}{good}");
        let done = t.import_participants(&Actor::system(), event.id, file.as_bytes(), false).await.unwrap();
        assert_eq!((done.n_registrations_added, done.n_people_added), (2, 3));
        let again = format!("{header}{}", good.lines().take(2).collect::<Vec<_>>().join("\n"));
        let again = again.replace("Cléo Roux", "Cléo Roux-Lang");
        let done = t.import_participants(&Actor::system(), event.id, again.as_bytes(), false).await.unwrap();
        assert_eq!((done.n_registrations_changed, done.n_people_added), (0, 0));
        assert_eq!((done.n_people_changed, done.n_people_unchanged), (1, 1));

        // A secondary administrator imports within the own scope alone.
        let bea = t.secondary(event.id, "bea@example.org", &["ES"]).await;
        let more = format!(
            "{header};;Aceites Sol;ES;Forum;Eva Sol;eva@example.org;food;\n{}",
            good.lines().next().unwrap()
        );
        let report = t.import_participants(&bea, event.id, more.as_bytes(), true).await.unwrap();
        let paths: Vec<_> = report.faults.as_slice().iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, ["line[3].registration_id"]);
    });
}

#[test]
fn a_page_counts_all_that_was_found_and_suggestions_are_as_many_as_asked_for() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let codes = ["cheese", "dairy", "cold"];
        let mut one = None;
        for i in 0..14_usize {
            let mut new = event.registration(&format!("Société {i}"), &format!("a{i}@example.org"));
            let wanted = [codes[i % 3], codes[(i + 1) % 3]];
            new.offerings.push(event.offering(OfferingKind::Want, "Recherche", &wanted));
            let about = if i % 2 == 0 { "Établie à l’écart." } else { "À la ville." };
            new.company.answers.insert("about".into(), json!(about));
            one = Some(validated(&t, &event, &new).await.people[0]);
        }
        for (text, n_found) in [("", 14), ("etablie", 7), ("societe 13", 1)] {
            let query = Query { words: text.into(), most: 5, ..Query::default() };
            let page = t.search_catalogue(&Actor::anonymous(), event.id, &query).await.unwrap();
            assert_eq!((page.n_found, page.entries.len()), (n_found, n_found.min(5)), "{text}");
            assert_eq!(page.facets.sectors, BTreeMap::from([(event.terms["food"], n_found)]), "{text}");
        }
        // Everybody offers cheese; the one asks for dairy, above it, and for what is cold.
        let found = t.suggest_meetings(&Actor::system(), event.id, one.unwrap(), 10).await.unwrap();
        assert_eq!(found.len(), 10);
    });
}
