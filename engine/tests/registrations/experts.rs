//! Who becomes an expert, and who shows whose name.

use super::support::person;
use crate::{
    harness::{
        event::{grid, new_event, open_activity, places, to_phase},
        on_both,
        world::{Member, World},
    },
    requests::{agree, ask},
};
use carnet_engine::{
    Actor, Decision, Error, FaultCode, PersonChange, RegistrationFilter,
    domain::{
        activity::{Audience, NewActivity},
        event_rules::Rules,
        phase::Phase,
        preset::Preset,
        registration::{CompanyInput, PersonInput},
        request::{AskedParty, NewAsk},
    },
};

#[test]
fn nobody_who_meets_an_expert_becomes_one() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, fir) = (w.company("Oak", 1).await, w.company("Fir", 1).await);
        let expert = w.expert("Dr Yew", None).await;
        let consult =
            NewAsk { to: AskedParty::Person(expert.id), ..ask(&oak[0], std::slice::from_ref(&expert)) };
        t.ask(&oak[0].actor, w.event, &consult).await.unwrap();
        let experts = t.show_event(&w.principal, w.event).await.unwrap().categories.list[1].id;
        let change = async |member: &Member, name: &str| {
            let dossier = t.show_registration(&w.principal, w.event, member.registration).await.unwrap();
            let old = &dossier.people[0];
            let email = old.email.as_deref().unwrap();
            let person = PersonInput { category: Some(experts), company_admin: true, ..person(name, email) };
            let change = PersonChange { version: old.version, person };
            t.edit_person(&w.principal, w.event, member.id, &change).await
        };
        let Err(Error::Invalid(faults)) = change(&oak[0], "Oak 0").await else { panic!("refused") };
        let told: Vec<_> = faults.as_slice().iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(told, [("people[0].category", FaultCode::ExpertsMeetExperts)]);
        change(&fir[0], "Fir 0").await.unwrap();
    });
}

#[test]
fn an_import_makes_nobody_an_expert_who_meets_one_and_gives_others_the_role() {
    on_both(async |t| {
        let system = Actor::system();
        let event = new_event(&t, Preset::ExpertClinic, "clinic").await;
        t.set_places(&system, (event, 1), &places()).await.unwrap();
        let setup = t.show_event(&system, event).await.unwrap();
        t.make_grid(&system, (event, 2), &grid(&setup)).await.unwrap();
        to_phase(&t, event, &[Phase::Preparation, Phase::Open]).await;
        let import = async |lines: &str| {
            let file = format!("registration_id;id;company;country;category;name;email\n{lines}");
            t.import_participants(&system, event, file.as_bytes(), false).await
        };
        let line = |n: usize, category: &str| {
            format!("C{n};P{n};Oak {n};FR;{category};Ida {n};ida{n}@example.org\n")
        };
        let three = format!("{}{}{}", line(1, "Companies"), line(2, "Experts"), line(3, "Companies"));
        import(&three).await.unwrap();
        let page = RegistrationFilter { most: 9, ..RegistrationFilter::default() };
        let lines = t.list_registrations(&system, event, &page).await.unwrap().lines;
        let person =
            |n: usize| lines.iter().find(|l| l.people[0].name == format!("Ida {n}")).unwrap().people[0].id;
        let new =
            NewAsk { from: person(1), to: AskedParty::Person(person(2)), slot: None, message: String::new() };
        t.ask(&system, event, &new).await.unwrap();
        let Err(Error::Invalid(faults)) = import(&line(1, "Experts")).await else { panic!("refused") };
        let told: Vec<_> = faults.as_slice().iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(told, [("line[2].category", FaultCode::ExpertsMeetExperts)]);
        let n_experts = async || {
            let sql =
                "UPDATE event_role SET version = version WHERE kind = 'expert' AND withdrawn_at IS NULL";
            t.tamper(sql).await.unwrap()
        };
        assert_eq!(n_experts().await, 1);
        import(&line(3, "Experts")).await.unwrap();
        assert_eq!(n_experts().await, 2);
    });
}

#[test]
fn agendas_rise_where_somebody_or_a_company_has_another_name() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let placed = agree(&t, &w, &oak[0], &elm, None).await.meeting.unwrap();
        w.publish(&[(placed, w.slots[0])]).await;
        let versions = async || {
            let mut versions = Vec::new();
            for person in [&oak[0], &elm[0], &fir[0]] {
                versions.push(t.show_agenda(&person.actor, person.id).await.unwrap().version);
            }
            versions.push(t.show_room_agenda(&w.principal, w.room).await.unwrap().version);
            versions
        };
        assert_eq!(versions().await, [1, 1, 0, 1]);
        let old = t.show_registration(&w.principal, w.event, oak[0].registration).await.unwrap();
        let email = old.people[0].email.as_deref().unwrap();
        for (name, version) in [("Oak 0", old.people[0].version), ("Ida Oakes", old.people[0].version + 1)] {
            let change =
                PersonChange { version, person: PersonInput { company_admin: true, ..person(name, email) } };
            t.edit_person(&w.principal, w.event, oak[0].id, &change).await.unwrap();
        }
        assert_eq!(versions().await, [1, 2, 0, 2], "the first name was the same");
        let company =
            CompanyInput { name: "Oak & Sons".into(), country: "FR".into(), ..CompanyInput::default() };
        let key = (oak[0].registration, old.registration.version);
        t.edit_company(&w.principal, w.event, key, &company).await.unwrap();
        assert_eq!(versions().await, [1, 3, 0, 3]);
    });
}

#[test]
fn whoever_is_validated_no_longer_has_another_agenda_where_there_is_something_for_everybody() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let oak = w.company("Oak", 1).await;
        let decide = async |validated| {
            let decision = Decision { people: vec![(oak[0].id, validated)], ..Decision::default() };
            t.validate_registration(&w.principal, w.event, oak[0].registration, &decision).await.unwrap();
            t.show_agenda(&w.principal, oak[0].id).await.unwrap()
        };
        assert_eq!(decide(false).await.version, 0, "it shows nothing");
        decide(true).await;
        let opening = NewActivity { audience: Audience::Everybody, ..w.workshop().await };
        open_activity(&t, w.event, &opening).await;
        let known = t.show_agenda(&w.principal, oak[0].id).await.unwrap();
        assert_eq!(known.entries.len(), 1);
        let after = decide(false).await;
        assert_eq!((after.entries.len(), after.version), (0, known.version + 1));
        let again = decide(true).await;
        assert_eq!((again.entries.len(), again.version), (1, known.version + 2));
    });
}
