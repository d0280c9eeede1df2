//! Mails over a real server on loopback: what arrives, what is tried again, and that nothing goes twice.

use crate::smtp::{Mail, MailServer, Manners};
use carnet_engine::{
    Actor, Database, Engine, EventId, FixedClock, PasswordCost, SeededSource, Settings,
    demo::{self, Recipe},
    domain::{
        account::{Language, NewAccount},
        outbox::Delivery,
        run::Orders,
        seal::SealingKey,
    },
};
use carnet_web::{Config, Postman};
use chrono::{TimeDelta, Utc};
use std::{collections::BTreeSet, sync::Arc};

/// An installation of its own, with its server.
pub(crate) struct Office {
    engine: Engine,
    clock: Arc<FixedClock>,
    pub(crate) server: MailServer,
    pub(crate) config: Config,
    postman: Postman,
    folder: tempfile::TempDir,
}

fn settings() -> Settings {
    Settings {
        password_cost: PasswordCost { memory_kib: 8, passes: 1 },
        organisers_need_second_factor: false,
        ..Settings::default()
    }
}

fn config(server: &MailServer) -> Config {
    Config {
        smtp_url: Some(server.url()),
        mail_from: Some("Carnet <carnet@carnet.example>".into()),
        public_url: "https://carnet.example".into(),
        ..Config::default()
    }
}

impl Office {
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("mails.db");
        let database = Database::open(&format!("sqlite:{}", file.display())).await.expect("a database");
        let clock = Arc::new(FixedClock::new(Utc::now()));
        let source = Arc::new(SeededSource::new(1));
        let engine = Engine::with(database, settings(), SealingKey::new(&[7; 32]), clock.clone(), source);
        let server = MailServer::start().await;
        let config = config(&server);
        let postman = postman(&config, &engine);
        Self { engine, clock, server, config, postman, folder }
    }

    /// Somebody asks for an account, and is owed a mail.
    async fn owe(&self, email: &str, language: Language) {
        let new = NewAccount { email: email.into(), name: "Ada Verrier".into(), language };
        self.engine.create_account(&Actor::anonymous(), &new).await.expect("an account");
    }

    async fn send(&self) -> usize {
        self.postman.send_due().await.expect("the outbox")
    }
}

pub(crate) fn postman(config: &Config, engine: &Engine) -> Postman {
    Postman::new(config, engine.clone()).expect("a configuration").expect("something that takes mails")
}

fn recipients(mails: &[Mail]) -> Vec<&str> {
    mails.iter().map(|mail| mail.to.as_str()).collect()
}

#[tokio::test]
async fn a_mail_arrives_whole_with_its_link_and_once() {
    let office = Office::open().await;
    office.owe("ada@example.org", Language::English).await;
    assert_eq!(office.send().await, 1);
    assert_eq!(office.send().await, 0);
    let mails = office.server.mails();
    assert_eq!(recipients(&mails), ["ada@example.org"]);
    let mail = &mails[0];
    assert_eq!(mail.header("From"), Some("Carnet <carnet@carnet.example>"));
    assert_eq!(mail.header("Subject"), Some("Your account is ready"));
    assert_eq!(mail.header("Auto-Submitted"), Some("auto-generated"));
    let id = mail.header("Message-ID").expect("an identity");
    assert!(id.ends_with("@carnet.example>"), "{id}");
    let body = mail.text.replace("=\r\n", "").replace("=3D", "=");
    let link = body.split("https://carnet.example/account/password?link=").nth(1).expect("a link");
    let secret = link.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').next();
    let (anybody, secret) = (Actor::anonymous(), secret.expect("a secret"));
    let set = office.engine.set_password(&anybody, secret, "Carnet de bal 9").await;
    set.expect("the link in the mail sets the password");
}

#[tokio::test]
async fn what_a_server_refuses_for_good_is_given_up_and_the_rest_is_tried_again() {
    let office = Office::open().await;
    for email in ["gone@example.org", "full@example.org", "ada@example.org"] {
        office.owe(email, Language::French).await;
    }
    let refused = vec![("gone@example.org", "550 5.1.1 no such user"), ("full@example.org", "452 later")];
    office.server.behave(Manners { refused, ..Manners::default() });
    assert_eq!(office.send().await, 3);
    assert_eq!(recipients(&office.server.mails()), ["ada@example.org"]);
    office.server.behave(Manners::default());
    assert_eq!(office.send().await, 0, "not at once again");
    office.clock.advance(TimeDelta::days(2));
    assert_eq!(office.send().await, 1);
    assert_eq!(recipients(&office.server.mails()), ["ada@example.org", "full@example.org"]);
    office.clock.advance(TimeDelta::days(2));
    assert_eq!(office.send().await, 0);
}

#[tokio::test]
async fn a_server_that_is_not_there_costs_an_attempt_and_no_mail() {
    let office = Office::open().await;
    office.owe("ada@example.org", Language::French).await;
    let nowhere = Config { smtp_url: Some("smtp://127.0.0.1:1".into()), ..office.config.clone() };
    assert_eq!(postman(&nowhere, &office.engine).send_due().await.expect("the outbox"), 1);
    office.clock.advance(TimeDelta::minutes(2));
    assert_eq!(office.send().await, 1);
    assert_eq!(office.server.mails().len(), 1);
}

#[tokio::test]
async fn a_mail_whose_taking_was_not_confirmed_goes_again_under_the_same_identity() {
    let office = Office::open().await;
    office.owe("ada@example.org", Language::French).await;
    office.server.behave(Manners { hangs_up: true, ..Manners::default() });
    assert_eq!(office.send().await, 1);
    office.server.behave(Manners::default());
    office.clock.advance(TimeDelta::minutes(2));
    assert_eq!(office.send().await, 1);
    let mails = office.server.mails();
    // This is the one way to get a mail twice: whoever takes it can see that it is the same.
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].header("Message-ID"), mails[1].header("Message-ID"));
}

#[tokio::test]
async fn two_nodes_send_each_mail_once() {
    let office = Office::open().await;
    for n in 0..60 {
        office.owe(&format!("p{n}@example.org"), Language::French).await;
    }
    let other = postman(&office.config, &office.engine);
    let all = async |postman: &Postman| while postman.send_due().await.expect("the outbox") > 0 {};
    tokio::join!(all(&office.postman), all(&other));
    let mails = office.server.mails();
    let to: BTreeSet<_> = recipients(&mails).into_iter().collect();
    assert_eq!((mails.len(), to.len()), (60, 60));
}

#[tokio::test]
async fn a_folder_takes_mails_as_files() {
    let office = Office::open().await;
    office.owe("ada@example.org", Language::French).await;
    let folder = office.folder.path().join("mails");
    let config = Config { smtp_url: None, mail_folder: Some(folder.clone()), ..office.config.clone() };
    assert_eq!(postman(&config, &office.engine).send_due().await.expect("the outbox"), 1);
    let files: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file")).collect();
    assert_eq!(files.len(), 1);
    assert!(files[0].file_name().to_string_lossy().ends_with("-account-created.eml"));
    let text = std::fs::read_to_string(files[0].path()).expect("a mail");
    assert!(text.contains("ada@example.org") && text.contains("Message-ID: <"), "{text}");
}

/// A small event in a database of its own.
pub(crate) async fn tiny_demo(office: &Office) -> demo::Demo {
    let recipe = Recipe { n_exhibitors: 14, n_visitors: 10, n_experts: 2, n_meetings: 16, ..Recipe::small() };
    let file = office.folder.path().join("demo.db");
    let database = Database::open(&format!("sqlite:{}", file.display())).await.expect("a database");
    demo::build(database, settings(), SealingKey::new(&[7; 32]), &recipe).await.expect("the demo")
}

/// Publishes another plan of the demo, by which agendas change.
async fn publish_anew(demo: &demo::Demo) {
    let (engine, actor, event) = (&demo.engine, demo.cast.principal.actor(), demo.event);
    let orders = Orders { work: Some(20), seed: 99, ..Orders::default() };
    let run = engine.start_run(&actor, event, &orders).await.expect("a run");
    while engine.work_once(&Actor::system(), "test").await.expect("work").is_some() {}
    let report = engine.show_run(&actor, event, run).await.expect("the run").report.expect("a report");
    let draft = report.plan.expect("a draft");
    let version = engine.show_plan(&actor, event, draft).await.expect("the draft").head.version;
    engine.publish_plan(&actor, event, (draft, version), Some(demo.plan)).await.expect("published");
}

async fn outbox(engine: &Engine, event: EventId, state: Delivery) -> i64 {
    let page = engine.list_notices(&Actor::system(), event, (None, None), 10).await.expect("the outbox");
    page.n_by_state.iter().find(|(found, _)| *found == state).map_or(0, |(_, n)| *n)
}

#[tokio::test]
async fn a_plan_that_changes_reaches_agendas_and_calendars() {
    let office = Office::open().await;
    let demo = tiny_demo(&office).await;
    publish_anew(&demo).await;
    let waiting = outbox(&demo.engine, demo.event, Delivery::Waiting).await;
    assert!(waiting > 5, "{waiting}");
    let postman = postman(&office.config, &demo.engine);
    while postman.send_due().await.expect("the outbox") > 0 {}
    assert_eq!(outbox(&demo.engine, demo.event, Delivery::Waiting).await, 0);
    assert_eq!(outbox(&demo.engine, demo.event, Delivery::GivenUp).await, 0);
    assert_eq!(office.server.mails().len() as i64, waiting);
    let mails = office.server.mails();
    let with = |method: &str| {
        let part = format!("Content-Type: text/calendar; method={method}");
        mails.iter().filter(|mail| mail.text.contains(&part)).count()
    };
    assert!(with("CANCEL") > 0, "who lost a meeting has it taken out");
    assert!(with("PUBLISH") + with("REQUEST") > 0, "who has another place has it entered");
}
