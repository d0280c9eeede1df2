//! Tables are tried and imported, in a copy of the event.

use super::{Program, copied, faults, keyword};
use crate::harness::WORLD;
use axum::http::{Method, StatusCode};
use carnet_engine::domain::account::Language;
use serde_json::json;

#[test]
fn participants_and_offers_are_tried_and_then_imported() {
    let (event, program) = (copied("api-importation"), Program::of(&WORLD.demo.cast.principal));
    let category = WORLD.setup().categories.list[1].names.get(Language::French).to_owned();
    let table = |country: &str| {
        format!(
            "company;country;category;name;email;id;registration_id\nDune;{country};{category};Ana Um;ana@dune.example;d1;dune\n"
        )
    };
    let people = format!("{event}/imports/participants");
    let send = |path: &str, table: &str| program.send(Method::POST, path, table);
    let n_registered = || {
        let all = program.get(&format!("{event}/registrations")).json;
        all["results"].as_array().expect("registrations").len()
    };
    // On trial faults are told and nothing is kept; otherwise they refuse the whole.
    let tried = send(&format!("{people}?trial=true"), &table("Portugal"));
    assert_eq!((tried.status, faults(&tried)[0].0), (StatusCode::OK, "line[2].company.country"));
    let refused = send(&people, &table("Portugal"));
    assert_eq!((refused.status, faults(&refused)), (StatusCode::UNPROCESSABLE_ENTITY, faults(&tried)));
    let tried = send(&format!("{people}?trial=true"), &table("PT"));
    assert_eq!((&tried.json["people_added"], &tried.json["faults"]), (&json!(1), &json!([])));
    assert_eq!(n_registered(), 0);
    assert_eq!(send(&people, &table("PT")).json["registrations_added"], 1);
    assert_eq!(n_registered(), 1);
    assert_eq!(send(&people, &table("PT")).json["people_unchanged"], 1, "it is found again by its key");

    let offers = format!("{event}/imports/offerings");
    let (_, keyword) = keyword("api-importation");
    let table =
        |kind: &str| format!("company;kind;title;offering.keywords\nDune;{kind};Sel gris;{keyword}\n");
    let good = &table("offer");
    assert_eq!(send(&format!("{offers}?trial=true"), good).json["added"], 1);
    assert_eq!(send(&offers, good).json["added"], 1);
    let wrong = send(&offers, &table("gift"));
    assert_eq!((wrong.status, faults(&wrong)[0].0), (StatusCode::UNPROCESSABLE_ENTITY, "line[2].kind"));
    assert_eq!(
        Program::of(&WORLD.demo.cast.secondary).send(Method::POST, &offers, good).status,
        StatusCode::NOT_FOUND
    );
}
