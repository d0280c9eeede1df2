//! The rules by which meetings come about.

use super::{AREA, read, step_page};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::FormFaults,
    pages::{
        InEvent,
        desk::parts::{Section, Shown, done, must, number},
    },
    words::Words,
};
use axum::{extract::State, response::Response};
use carnet_engine::domain::{
    access::UseCase,
    event_rules::{Acceptance, ExpertMode, MeetingPlaces, Messages, Rules, ThirdConfirmation, WhenOver},
    plan::Criterion,
};

const HOURS: (i64, i64) = (1, 24 * 365);
const COUNT: (i64, i64) = (0, 10_000);

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::SetRules)?;
    let setup = read(&app, &at).await?;
    let rules = &setup.event.rules;
    let mut filled = Filled::default();
    let number = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
    filled.put("version", setup.event.version);
    filled.put("acceptance", rules.acceptance);
    filled.tick("confirms", rules.third_confirmation.is_some());
    let third =
        rules.third_confirmation.unwrap_or(ThirdConfirmation { hours: 72, when_over: WhenOver::Confirm });
    filled.put("third_confirmation.hours", third.hours);
    filled.put("third_confirmation.when_over", third.when_over);
    filled.put("request_expiry_hours", number(rules.request_expiry_hours));
    filled.put("max_pending_requests", number(rules.max_pending_requests));
    filled.put("expert_mode", rules.expert_mode);
    filled.put("messages", rules.messages);
    filled.put("meeting_places", rules.meeting_places);
    filled.put("max_break_spread", number(rules.max_break_spread));
    filled.tick("blocked_slots_are_idle", rules.blocked_slots_are_idle);
    for (i, criterion) in rules.criteria.iter().enumerate() {
        filled.put(format!("criteria[{i}]"), criterion.name());
    }
    rules_page(&at, Shown::first(filled))
}

fn rules_page(at: &InEvent, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let criterion = |criterion: &Criterion| {
        let name = criterion.name();
        (name.to_owned(), words.t(&format!("criterion-{}", name.replace('_', "-"))))
    };
    let criteria: Vec<_> =
        [(String::new(), "–".to_owned())].into_iter().chain(Criterion::ALL.iter().map(criterion)).collect();
    let places = (0..Criterion::ALL.len()).map(|i| {
        let path = format!("criteria[{i}]");
        let label = words.n("rules-criterion", i as i64 + 1);
        crate::form::Field::choice(&path, label, criteria.clone(), shown.filled.get(&path))
            .fault(&shown.faults, &path)
    });
    let page = step_page(at, "rules", &shown.filled)
        .section(
            Section::new(words.t("rules-requests"))
                .row(vec![fields.word("rules-acceptance", "acceptance", ("acceptance", Acceptance::ALL))])
                .row(vec![fields.tick("rules-confirms", "confirms")])
                .row(vec![
                    fields.number("rules-confirm-hours", "third_confirmation.hours", HOURS),
                    fields.word(
                        "rules-when-over",
                        "third_confirmation.when_over",
                        ("when-over", WhenOver::ALL),
                    ),
                ])
                .row(vec![
                    fields
                        .number("rules-expiry", "request_expiry_hours", HOURS)
                        .help(words.t("rules-expiry-help")),
                    fields
                        .number("rules-pending", "max_pending_requests", COUNT)
                        .help(words.t("rules-none-help")),
                ]),
        )
        .section(
            Section::new(words.t("rules-meetings"))
                .row(vec![fields.word("rules-experts", "expert_mode", ("expert-mode", ExpertMode::ALL))])
                .row(vec![fields.word(
                    "rules-places",
                    "meeting_places",
                    ("meeting-places", MeetingPlaces::ALL),
                )])
                .row(vec![fields.word("rules-messages", "messages", ("messages-rule", Messages::ALL))]),
        )
        .section(
            Section::new(words.t("rules-plan"))
                .help(words.t("rules-criteria-help"))
                .row(places.collect())
                .row(vec![
                    fields.number("rules-spread", "max_break_spread", COUNT).help(words.t("rules-none-help")),
                    fields.tick("rules-blocked-idle", "blocked_slots_are_idle"),
                ]),
        );
    shown.render(page)
}

fn rules_input(filled: &Filled, words: Words, faults: &mut FormFaults) -> Rules {
    let standard = Rules::default();
    let third = ThirdConfirmation {
        hours: filled.read("third_confirmation.hours", words, faults).unwrap_or_default(),
        when_over: WhenOver::parse(filled.get("third_confirmation.when_over")).unwrap_or(WhenOver::Confirm),
    };
    let named = |name: &str| Criterion::ALL.into_iter().find(|criterion| criterion.name() == name);
    Rules {
        acceptance: Acceptance::parse(filled.get("acceptance")).unwrap_or(standard.acceptance),
        third_confirmation: filled.has("confirms").then_some(third),
        request_expiry_hours: filled.read("request_expiry_hours", words, faults),
        max_pending_requests: filled.read("max_pending_requests", words, faults),
        criteria: (0..Criterion::ALL.len())
            .filter_map(|i| named(filled.get(&format!("criteria[{i}]"))))
            .collect(),
        max_break_spread: filled.read("max_break_spread", words, faults),
        blocked_slots_are_idle: filled.has("blocked_slots_are_idle"),
        expert_mode: ExpertMode::parse(filled.get("expert_mode")).unwrap_or(standard.expert_mode),
        messages: Messages::parse(filled.get("messages")).unwrap_or(standard.messages),
        meeting_places: MeetingPlaces::parse(filled.get("meeting_places")).unwrap_or(standard.meeting_places),
    }
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, mut filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::SetRules)?;
    let words = at.visitor.words;
    let mut faults = FormFaults::default();
    let rules = rules_input(&filled, words, &mut faults);
    if !faults.is_empty() {
        return rules_page(&at, Shown::misread(filled, faults));
    }
    let seen = (at.id, number(&filled, "version")?);
    match app.engine().set_rules(&at.visitor.actor, seen, &rules).await {
        Ok(_) => Ok(done(&at, AREA, "saved")),
        Err(error) => {
            let setup = read(&app, &at).await?;
            filled.renew("version", setup.event.version, &error);
            rules_page(&at, Shown::refused(words, filled, error)?)
        }
    }
}
