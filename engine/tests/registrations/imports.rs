//! Imports of offers and wants, and what imports of participants owe to scopes and to what was cancelled.

use super::support::Event;
use crate::harness::{TestEngine, on_both};
use carnet_engine::{
    Actor, Error, FaultCode, Faults, Invitation,
    domain::{
        account::{Language, NewAccount},
        organisation::{NewOrganisation, OrganisationKind},
        registration::{OfferingKind, RegistrationState},
        role::{DataScope, Function},
    },
};

fn faults(faults: &Faults) -> Vec<(&str, FaultCode)> {
    let mut all: Vec<_> = faults.as_slice().iter().map(|fault| (fault.path.as_str(), fault.code)).collect();
    all.sort_unstable();
    all
}

const COMPANIES: &str = "registration_id;id;company;country;category;name;email;company.sectors\n\
    C1;P1;Scierie Morvan;FR;Forum;Ben Carrel;ben@example.org;wood\n\
    C2;P2;Huilerie Ruiz;ES;Forum;Zoé Lang;zoe@example.org;food\n";

async fn companies(t: &TestEngine, event: &Event) {
    t.import_participants(&Actor::system(), event.id, COMPANIES.as_bytes(), false).await.expect("companies");
}

#[test]
fn offers_and_wants_are_tried_imported_and_updated_by_the_key_of_the_other_system() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        companies(&t, &event).await;
        let import = async |actor: &Actor, file: &str, on_trial| {
            t.import_offerings(actor, event.id, file.as_bytes(), on_trial).await
        };
        let system = Actor::system();
        let header = "registration_id;company;id;kind;title;text;offering.keywords\n";
        let good = "C1;;O1;offre;Planches;Chêne et hêtre;cold\n\
                    C1;;O2;want;Transport;;\n\
                    ;huilerie RUIZ;O3;Offer;Huile;;Dairy|cheese\n";
        let bad = "C9;;;offer;Rien;;\n\
                   ;Nobody;;offer;Rien;;\n\
                   C1;;O1;offer;Encore;;\n\
                   C1;;;gift;Rien;;\n\
                   ;;;offer;Rien;;\n\
                   C2;;;want;;;brie\n";
        let wrong = format!("{header}{good}{bad}");
        let report = import(&system, &wrong, true).await.unwrap();
        let expected = [
            ("line[10].answers.keywords[0]", FaultCode::UnknownChoice),
            ("line[10].title", FaultCode::Required),
            ("line[5].registration_id", FaultCode::UnknownReference),
            ("line[6].company", FaultCode::UnknownReference),
            ("line[7].id", FaultCode::Duplicate),
            ("line[8].kind", FaultCode::UnknownChoice),
            ("line[9].registration_id", FaultCode::Required),
        ];
        assert_eq!(faults(&report.faults), expected);
        assert!(matches!(import(&system, &wrong, false).await, Err(Error::Invalid(_))));
        let file = format!("{header}{good}");
        for on_trial in [true, true, false] {
            let report = import(&system, &file, on_trial).await.unwrap();
            assert_eq!((report.n_added, report.n_changed, report.n_unchanged), (3, 0, 0), "nothing was kept");
        }
        let again = file.replace("Chêne et hêtre", "Chêne").replace("Dairy|cheese", "cheese|dairy");
        let report = import(&system, &again, false).await.unwrap();
        assert_eq!((report.n_added, report.n_changed, report.n_unchanged), (0, 1, 2));

        let page = t
            .list_registrations(
                &system,
                event.id,
                &carnet_engine::RegistrationFilter { most: 9, ..Default::default() },
            )
            .await
            .unwrap();
        let morvan =
            page.lines.iter().find(|line| line.registration.company_name == "Scierie Morvan").unwrap();
        let dossier = t.show_registration(&system, event.id, morvan.registration.id).await.unwrap();
        let told: Vec<_> =
            dossier.offerings.iter().map(|o| (o.kind, o.title.as_str(), o.text.as_str())).collect();
        assert_eq!(told, [(OfferingKind::Offer, "Planches", "Chêne"), (OfferingKind::Want, "Transport", "")]);
        assert!(dossier.offerings.iter().all(|offering| offering.validated));
        assert_eq!(dossier.offerings[0].terms, [("keywords".to_owned(), event.terms["cold"])]);
    });
}

#[test]
fn keys_of_other_companies_wrong_headers_and_too_many_offers_are_named() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        companies(&t, &event).await;
        let import = async |file: &str, on_trial| {
            t.import_offerings(&Actor::system(), event.id, file.as_bytes(), on_trial).await
        };
        let header = "registration_id;id;kind;title\n";
        import(&format!("{header}C1;O1;offer;Planches\n;;;\nC1;;want;Transport\n"), false).await.unwrap();
        let other = import(&format!("{header}C2;O1;offer;Planches\n"), true).await.unwrap();
        assert_eq!(faults(&other.faults), [("line[2].id", FaultCode::Duplicate)]);
        let Err(Error::Invalid(wrong)) = import("title;price\nx;1\n", true).await else { panic!("faults") };
        let expected = [
            ("columns.kind", FaultCode::Required),
            ("columns.price", FaultCode::UnknownField),
            ("columns.registration_id", FaultCode::Required),
        ];
        assert_eq!(faults(&wrong), expected);
        let many: Vec<_> = (0..19).map(|i| format!("C1;;offer;Titre {i}")).collect();
        let report = import(&format!("{header}{}", many.join("\n")), true).await.unwrap();
        assert_eq!(faults(&report.faults), [("line[20].registration_id", FaultCode::TooMany)]);
    });
}

#[test]
fn imports_reach_no_further_than_their_actor_and_change_nothing_that_was_cancelled() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        companies(&t, &event).await;
        let spain = t.secondary(event.id, "bea@example.org", &["ES"]).await;
        let file = "registration_id;company;kind;title\nC1;;offer;Planches\n;Scierie Morvan;offer;Planches\nC2;;want;Bouteilles\n";
        let report = t.import_offerings(&spain, event.id, file.as_bytes(), true).await.unwrap();
        let expected = [
            ("line[2].registration_id", FaultCode::UnknownReference),
            ("line[3].company", FaultCode::UnknownReference),
        ];
        assert_eq!((faults(&report.faults), report.n_added), (expected.to_vec(), 1));

        let page = t
            .list_registrations(
                &spain,
                event.id,
                &carnet_engine::RegistrationFilter { most: 9, ..Default::default() },
            )
            .await
            .unwrap();
        let id = page.lines[0].registration.id;
        t.cancel_registration(&spain, event.id, id, "Fini").await.unwrap();
        let report = t.import_offerings(&spain, event.id, file.as_bytes(), true).await.unwrap();
        assert!(faults(&report.faults).contains(&("line[4].registration_id", FaultCode::Closed)));
        let report =
            t.import_participants(&Actor::system(), event.id, COMPANIES.as_bytes(), true).await.unwrap();
        assert_eq!(faults(&report.faults), [("line[3].registration_id", FaultCode::Closed)]);
        // Who was taken out can be imported again with the same key.
        let more = "registration_id;id;company;country;category;name;email;company.sectors\n\
            C1;P3;Scierie Morvan;FR;Forum;Max Orval;max@example.org;wood\n";
        let import = async || t.import_participants(&Actor::system(), event.id, more.as_bytes(), false).await;
        import().await.unwrap();
        let filter = carnet_engine::RegistrationFilter { words: "max".into(), most: 9, ..Default::default() };
        let page = t.list_registrations(&Actor::system(), event.id, &filter).await.unwrap();
        let max = page.lines[0].people.iter().find(|person| person.name == "Max Orval").unwrap().id;
        t.remove_person(&Actor::system(), event.id, max).await.unwrap();
        assert_eq!(import().await.unwrap().n_people_added, 1);
    });
}

#[test]
fn imported_companies_are_linked_to_organisations_and_validated_by_who_may_validate_them() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let system = Actor::system();
        let new = NewOrganisation {
            kind: OrganisationKind::Chamber,
            name: "Chambre de Port-Marin".into(),
            country: "FR".into(),
            region: None,
        };
        let chamber = t.create_organisation(&system, &new).await.unwrap();
        let hidden = NewOrganisation { kind: OrganisationKind::Company, name: "Secret SA".into(), ..new };
        t.create_organisation(&system, &hidden).await.unwrap();
        // May exchange data of Spain and of the chamber, and validate the Spanish only.
        let account = t.person("bea@example.org").await;
        let both = DataScope {
            countries: ["ES".to_owned()].into(),
            organisations: [chamber].into(),
            ..DataScope::default()
        };
        let spain = DataScope { countries: ["ES".to_owned()].into(), ..DataScope::default() };
        let person =
            NewAccount { email: "bea@example.org".into(), name: "Bea".into(), language: Language::French };
        let opened = Some(([Function::Exchange].into(), both));
        t.invite_administrator(
            &system,
            event.id,
            &Invitation { person: person.clone(), organisation: None, opened },
        )
        .await
        .unwrap();
        let bea = Actor::account(account);

        let header = "company;organisation;country;category;name;email;company.sectors\n";
        let lines = "Scierie Morvan;CHAMBRE de port-marin;FR;Forum;Ben Carrel;ben@example.org;wood\n\
            Huilerie Ruiz;;ES;Forum;Zoé Lang;zoe@example.org;food\n";
        let wrong = "Laiterie Aubrac;Secret SA;ES;Forum;Ada;ada@example.org;food\n";
        let file = format!("{header}{lines}{wrong}");
        let report = t.import_participants(&bea, event.id, file.as_bytes(), true).await.unwrap();
        assert_eq!(faults(&report.faults), [("line[4].organisation", FaultCode::UnknownChoice)]);
        let file = format!("{header}{lines}");
        t.import_participants(&bea, event.id, file.as_bytes(), false).await.unwrap();
        let filter = carnet_engine::RegistrationFilter { most: 9, ..Default::default() };
        let page = t.list_registrations(&system, event.id, &filter).await.unwrap();
        let organisations: Vec<_> = page.lines.iter().map(|line| line.registration.organisation).collect();
        assert_eq!(organisations, [Some(chamber), None]);
        assert!(page.lines.iter().all(|line| line.registration.state == RegistrationState::Submitted));

        // With the function for Spain, Spanish companies are validated at once and others are not.
        let roles = t.list_roles(&system, event.id).await.unwrap();
        let role = roles.iter().find(|record| record.account == account).unwrap();
        t.withdraw_role(&system, event.id, role.id).await.unwrap();
        let opened = Some(([Function::Exchange, Function::ValidateRegistrations].into(), spain));
        t.invite_administrator(&system, event.id, &Invitation { person, organisation: None, opened })
            .await
            .unwrap();
        let file = format!("{header}Aceites Sol;;ES;Forum;Eva Sol;eva@example.org;food\n");
        t.import_participants(&bea, event.id, file.as_bytes(), false).await.unwrap();
        let page = t.list_registrations(&bea, event.id, &filter).await.unwrap_err();
        assert!(matches!(page, Error::Refused(_)), "no function to read");
        let page = t.list_registrations(&system, event.id, &filter).await.unwrap();
        assert_eq!(page.lines[2].registration.state, RegistrationState::Validated);
        assert!(page.lines[2].registration.flags.listed);
    });
}

#[test]
fn an_organisation_that_shares_its_name_is_named_by_its_identity_alone() {
    on_both(async |t| {
        let (event, system) = (Event::new(&t).await, Actor::system());
        let new = |country: &str| NewOrganisation {
            kind: OrganisationKind::Chamber,
            name: "Chambre jumelle".into(),
            country: country.into(),
            region: None,
        };
        let french = t.create_organisation(&system, &new("FR")).await.unwrap();
        t.create_organisation(&system, &new("ES")).await.unwrap();
        let header = "company;organisation;country;category;name;email;company.sectors\n";
        let file = format!(
            "{header}Filature Doubs;chambre JUMELLE;FR;Forum;Ida;ida@example.org;food\n\
             Verrerie Loue;{french};FR;Forum;Eve;eve@example.org;food\n"
        );
        let report = t.import_participants(&system, event.id, file.as_bytes(), true).await.unwrap();
        assert_eq!(faults(&report.faults), [("line[2].organisation", FaultCode::Ambiguous)]);
        assert_eq!(report.n_registrations_added, 1);
    });
}
