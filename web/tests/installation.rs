//! A fresh installation, from its first administrator to its first event.

use crate::harness::{Browser, WORLD};
use axum::http::StatusCode;
use carnet_engine::{
    Actor, Database, Engine, PasswordCost, Settings,
    demo::{PASSWORD, Player},
    domain::{
        account::{Language, NewAccount},
        seal::SealingKey,
    },
};
use carnet_web::{App, router};

/// An engine on an empty database with its first administrator, who has followed the link.
async fn installed(folder: &std::path::Path) -> (Engine, Player) {
    let settings = Settings {
        password_cost: PasswordCost { memory_kib: 8, passes: 1 },
        organisers_need_second_factor: false,
        ..Settings::default()
    };
    let file = folder.join("fresh.db");
    let database = Database::open(&format!("sqlite:{}", file.display())).await.expect("a database");
    let engine = Engine::new(database, settings, SealingKey::new(&[3; 32]));
    let new = NewAccount {
        email: "first@chambre.example".to_owned(),
        name: "Inès Valdor".to_owned(),
        language: Language::French,
    };
    let named = engine.create_administrator(&Actor::system(), &new).await.expect("an administrator");
    let link = named.link.expect("a link");
    engine.set_password(&Actor::anonymous(), &link, PASSWORD).await.expect("a password");
    let player = Player { email: new.email, name: new.name, account: named.account };
    (engine, player)
}

#[test]
fn the_first_administrator_adds_a_chamber_and_sets_an_event_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let (engine, player) = WORLD.runtime.block_on(installed(folder.path()));
    let mut browser = Browser::at(router(App::new(engine)), "fr").signed_in(&player);
    assert_eq!(browser.get("/").attribute("main a.button.main", "href").as_deref(), Some("/events/new"));
    // Nobody could hold an event yet.
    assert_eq!(browser.get("/events/new").location.as_deref(), Some("/organisations"));
    let refused = browser.post("/organisations", &[("name", " "), ("kind", "chamber"), ("country", "FR")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.texts("#name-fault").len(), 1);
    let form = [("name", "Chambre du Littoral"), ("kind", "chamber"), ("country", "FR"), ("region", "")];
    let added = browser.post("/organisations", &form);
    let page = browser.get(&added.location.expect("the list"));
    assert_eq!(page.texts(".plain strong"), ["Chambre du Littoral"]);
    assert_eq!(page.texts(".done"), ["L’organisation est ajoutée."]);
    let new = browser.get("/events/new");
    let mut fields = new.fields("main form");
    for (name, value) in [
        ("names.fr", "Rencontres du Littoral"),
        ("names.en", "Coast meetings"),
        ("slug", "littoral"),
        ("days[0].day", "2099-03-10"),
    ] {
        fields.retain(|(field, _)| field != name);
        fields.push((name.to_owned(), value.to_owned()));
    }
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let made = browser.post("/events/new", &fields);
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{:?}", made.texts(".faults li, .fault"));
    let desk = browser.get(&made.location.expect("the event"));
    assert_eq!(desk.status, StatusCode::OK);
    assert!(browser.get("/").texts("main h3").contains(&"Rencontres du Littoral".to_owned()));
}
