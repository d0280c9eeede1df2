//! What secondary administrators reach: those of their countries, regions and organisations, and nobody else anywhere.

use super::support::{Event, person};
use crate::harness::{TestEngine, on_both};
use carnet_engine::{
    AccountId, Actor, Decision, Error, ExpertInput, FaultCode, Invitation, OrganisationId, PersonChange,
    Registered, RegistrationFilter, RequestFilter,
    domain::{
        account::{Language, NewAccount},
        assignment::Criterion,
        catalogue::Query,
        files::NewFile,
        notice::NoticeKind,
        organisation::{NewOrganisation, OrganisationKind},
        phase::Phase,
        registration::{CompanyInput, Flags, RegistrationState},
        role::{DataScope, Function},
    },
};
use chrono::TimeDelta;
use serde_json::json;

async fn organisation(t: &TestEngine, name: &str) -> OrganisationId {
    let new = NewOrganisation {
        kind: OrganisationKind::Chamber,
        name: name.into(),
        country: "FR".into(),
        region: None,
    };
    t.create_organisation(&Actor::system(), &new).await.expect("an organisation")
}

/// A secondary administrator with every function for a scope.
async fn secondary(t: &TestEngine, event: &Event, email: &str, scope: DataScope) -> Actor {
    let account: AccountId = t.person(email).await;
    let person = NewAccount { email: email.into(), name: "Bea Sorel".into(), language: Language::English };
    let opened = Some((Function::ALL.iter().copied().collect(), scope));
    let invitation = Invitation { person, organisation: None, opened };
    t.invite_administrator(&Actor::system(), event.id, &invitation).await.expect("a role");
    t.deliver().await;
    Actor::account(account)
}

/// A registration that was validated.
async fn entered(
    t: &TestEngine,
    event: &Event,
    company: &str,
    (country, region): (&str, Option<&str>),
) -> Registered {
    let email = format!("{}@example.org", company.to_lowercase());
    let mut new = event.registration(company, &email);
    new.company.country = country.into();
    new.company.region = region.map(str::to_owned);
    t.register(&Actor::system(), event.id, &new).await.expect("a registration")
}

fn all() -> RegistrationFilter {
    RegistrationFilter { most: 50, ..RegistrationFilter::default() }
}

#[expect(clippy::needless_pass_by_value, reason = "it is called on what was just made")]
fn not_found<T: std::fmt::Debug>(result: Result<T, Error>) {
    assert!(matches!(result, Err(Error::NotFound { .. })), "{result:?}");
}

async fn seen(t: &TestEngine, actor: &Actor, event: &Event) -> Vec<String> {
    let page = t.list_registrations(actor, event.id, &all()).await.expect("a list");
    let n: usize = page.n_by_state.values().sum();
    assert_eq!((n, page.n_found), (page.lines.len(), page.lines.len()), "counts are those of the list");
    page.lines.into_iter().map(|line| line.registration.company_name).collect()
}

#[test]
fn scopes_by_country_region_and_organisation_open_what_they_name() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let system = Actor::system();
        let (north, south) =
            (organisation(&t, "Chamber of the North").await, organisation(&t, "Chamber of the South").await);
        let rules = [(Criterion::Region, "Île-de-France".to_owned(), north)];
        t.set_assignment_rules(&system, event.id, &rules).await.unwrap();
        entered(&t, &event, "Madrid", ("ES", None)).await;
        entered(&t, &event, "Paris", ("FR", Some("ile-de-FRANCE"))).await;
        entered(&t, &event, "Rennes", ("FR", Some("Bretagne"))).await;
        let linked = entered(&t, &event, "Lyon", ("FR", None)).await;
        let link = (linked.id, 1);
        t.link_organisation(&system, event.id, link, Some(south)).await.unwrap();
        let stale = t.link_organisation(&system, event.id, link, None).await.unwrap_err();
        assert!(matches!(stale, Error::Conflict), "{stale}");

        let scope = DataScope::default;
        for (email, scope, expected) in [
            ("a@example.org", DataScope { countries: ["es".to_owned()].into(), ..scope() }, vec!["Madrid"]),
            (
                "b@example.org",
                DataScope { regions: ["BRETAGNE".to_owned()].into(), ..scope() },
                vec!["Rennes"],
            ),
            ("c@example.org", DataScope { organisations: [north].into(), ..scope() }, vec!["Paris"]),
            ("d@example.org", DataScope { organisations: [south].into(), ..scope() }, vec!["Lyon"]),
            ("e@example.org", scope(), vec![]),
        ] {
            let actor = secondary(&t, &event, email, scope).await;
            assert_eq!(seen(&t, &actor, &event).await, expected, "{email}");
        }
        // An organisation that is represented counts for the rules as well.
        let rules = [(Criterion::Organisation, south.to_string(), north)];
        t.set_assignment_rules(&system, event.id, &rules).await.unwrap();
        t.run_assignment_rules(&system, event.id).await.unwrap();
        let dossier = t.show_registration(&system, event.id, linked.id).await.unwrap();
        assert_eq!(
            (dossier.registration.organisation, dossier.registration.co_organiser),
            (Some(south), Some(north))
        );
        // A scope names what there is.
        let unknown = DataScope { organisations: [uuid::Uuid::from_u128(99).into()].into(), ..scope() };
        let person =
            NewAccount { email: "f@example.org".into(), name: "Bea".into(), language: Language::English };
        let opened = Some(([Function::ReadParticipants].into(), unknown));
        let invitation = Invitation { person, organisation: None, opened };
        let error = t.invite_administrator(&system, event.id, &invitation).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        assert_eq!(faults.as_slice()[0].path, "scope.organisations[0]");
    });
}

#[test]
fn what_is_outside_a_scope_is_nowhere_not_found_not_counted_not_changed() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let system = Actor::system();
        let mine = entered(&t, &event, "Madrid", ("ES", None)).await;
        let other = entered(&t, &event, "Paris", ("FR", None)).await;
        let pdf = NewFile { name: "offer.pdf".into(), content: b"%PDF-1.7 ...".to_vec() };
        let file = t.attach_file(&system, event.id, (other.id, None), &pdf).await.unwrap();
        let spain = DataScope { countries: ["ES".to_owned()].into(), ..DataScope::default() };
        let bea = secondary(&t, &event, "bea@example.org", spain).await;

        // Lists and counts, whatever is looked for.
        assert_eq!(seen(&t, &bea, &event).await, ["Madrid"]);
        let filter = RegistrationFilter { words: "paris".into(), ..all() };
        assert_eq!(t.list_registrations(&bea, event.id, &filter).await.unwrap().n_found, 0);
        assert_eq!(t.list_requests(&bea, event.id, &RequestFilter::default()).await.unwrap().len(), 0);
        // Single objects, to read and to change.
        t.show_registration(&bea, event.id, mine.id).await.unwrap();
        not_found(t.show_registration(&bea, event.id, other.id).await);
        not_found(t.list_consents(&bea, event.id, other.id).await);
        not_found(t.list_attachments(&bea, event.id, other.id).await);
        not_found(t.read_attachment(&bea, event.id, file).await);
        not_found(t.remove_attachment(&bea, event.id, (other.id, file)).await);
        not_found(t.show_availability(&bea, event.id, other.people[0]).await);
        not_found(t.set_availability(&bea, event.id, other.people[0], &[]).await);
        not_found(t.suggest_meetings(&bea, event.id, other.people[0], 10).await);
        not_found(t.show_agenda(&bea, other.people[0]).await);
        not_found(t.remove_person(&bea, event.id, other.people[0]).await);
        not_found(t.cancel_registration(&bea, event.id, other.id, "No").await);
        let change = PersonChange { version: 1, person: person("Zoé", "zoe@example.org") };
        not_found(t.edit_person(&bea, event.id, other.people[0], &change).await);
        let decision = Decision { company: Some(Err("No".into())), ..Decision::default() };
        not_found(t.validate_registration(&bea, event.id, other.id, &decision).await);
        not_found(t.flag_registration(&bea, event.id, (other.id, 1), Flags::default()).await);
        let expert = ExpertInput {
            company: CompanyInput::default(),
            person: carnet_engine::domain::registration::PersonInput {
                category: Some(event.experts),
                ..person("Cleo", "cleo@example.org")
            },
            max_meetings: None,
            unavailable: Vec::new(),
        };
        not_found(t.add_expert(&bea, event.id, Some(other.id), &expert).await);
        // What concerns everybody is for whoever reaches everybody; the audit is for principals.
        for refused in [
            t.read_audit(&bea, Some(event.id), mine.id).await.map(drop),
            t.list_plans(&bea, event.id).await.map(drop),
            t.run_assignment_rules(&bea, event.id).await.map(drop),
            t.set_booth(&bea, event.id, mine.id, None).await,
            t.link_organisation(&bea, event.id, (mine.id, 1), None).await,
            t.assign_registration(&bea, event.id, mine.id, None).await,
        ] {
            assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        }
        // Nor is anything told, or moved out of reach.
        t.cancel_registration(&system, event.id, other.id, "Fini").await.unwrap();
        let told: Vec<_> = t.owed(NoticeKind::ParticipantsLeft).await;
        assert!(told.iter().all(|notice| Some(notice.recipient) != bea.account_id()));
        let mut company = event.registration("Madrid", "x@example.org").company;
        company.country = "FR".into();
        let error = t.edit_company(&bea, event.id, (mine.id, 1), &company).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        let fault = &faults.as_slice()[0];
        assert_eq!((fault.path.as_str(), fault.code), ("company.country", FaultCode::OutOfScope));
    });
}

#[test]
fn before_the_catalogue_opens_organisers_see_theirs_in_it_and_nobody_else_sees_anything() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let mine = entered(&t, &event, "Madrid", ("ES", None)).await;
        let other = entered(&t, &event, "Paris", ("FR", None)).await;
        let spain = DataScope { countries: ["ES".to_owned()].into(), ..DataScope::default() };
        let bea = secondary(&t, &event, "bea@example.org", spain).await;
        let step = async |phase| {
            let version = t.show_event(&Actor::system(), event.id).await.unwrap().event.version;
            t.change_phase(&Actor::system(), (event.id, version), phase).await.unwrap();
        };
        step(Phase::Preparation).await;
        let query = Query { most: 10, ..Query::default() };
        let found = t.search_catalogue(&bea, event.id, &query).await.unwrap();
        assert_eq!(found.n_found, 1);
        assert_eq!(found.facets.countries.keys().collect::<Vec<_>>(), ["ES"]);
        t.show_catalogue_entry(&bea, event.id, mine.id).await.unwrap();
        not_found(t.show_catalogue_entry(&bea, event.id, other.id).await);
        assert_eq!(t.search_catalogue(&Actor::system(), event.id, &query).await.unwrap().n_found, 2);
        not_found(t.search_catalogue(&Actor::anonymous(), event.id, &query).await);
        // Once it is open, everybody sees everybody who is listed.
        step(Phase::Open).await;
        assert_eq!(t.search_catalogue(&bea, event.id, &query).await.unwrap().n_found, 2);
    });
}

#[test]
fn who_administers_for_one_organisation_enters_people_for_it() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let north = organisation(&t, "Chamber of the North").await;
        let scope = DataScope { organisations: [north].into(), ..DataScope::default() };
        let bea = secondary(&t, &event, "bea@example.org", scope).await;
        t.after(TimeDelta::days(11));
        let walk_in = event.registration("Laiterie Aubrac", "ada@example.org");
        let done = t.register(&bea, event.id, &walk_in).await.unwrap();
        assert_eq!(done.state, RegistrationState::Validated);
        let dossier = t.show_registration(&bea, event.id, done.id).await.unwrap();
        assert_eq!(dossier.registration.co_organiser, Some(north));
        // Rules that are run again do not take it away.
        t.run_assignment_rules(&Actor::system(), event.id).await.unwrap();
        assert_eq!(seen(&t, &bea, &event).await, ["Laiterie Aubrac"]);
    });
}

#[test]
fn rules_of_assignment_follow_a_company_that_says_where_it_is() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let north = organisation(&t, "Chamber of the North").await;
        let rules = [(Criterion::Region, "Bretagne".to_owned(), north)];
        t.set_assignment_rules(&Actor::system(), event.id, &rules).await.unwrap();
        let new = event.registration("Laiterie Aubrac", "ada@example.org");
        let done = t.register(&Actor::anonymous(), event.id, &new).await.unwrap();
        let dossier = t.show_registration(&Actor::system(), event.id, done.id).await.unwrap();
        assert_eq!(dossier.registration.co_organiser, Some(north));
        let ada = Actor::account(dossier.people[0].account.unwrap());
        let elsewhere = CompanyInput { region: Some("Alsace".into()), ..new.company.clone() };
        t.edit_company(&ada, event.id, (done.id, 1), &elsewhere).await.unwrap();
        let dossier = t.show_registration(&ada, event.id, done.id).await.unwrap();
        assert_eq!(dossier.registration.co_organiser, None);
        // What was chosen by hand stays.
        t.assign_registration(&Actor::system(), event.id, done.id, Some(north)).await.unwrap();
        t.edit_company(&ada, event.id, (done.id, 3), &elsewhere).await.unwrap();
        let dossier = t.show_registration(&ada, event.id, done.id).await.unwrap();
        assert_eq!(dossier.registration.co_organiser, Some(north));
        assert_eq!(json!(dossier.registration.co_organiser_by_hand), json!(true));
    });
}
