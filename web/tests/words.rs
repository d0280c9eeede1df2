//! Every text that a page asks for is there, in French and English alike.

use carnet_engine::{
    FaultCode, Kind, Refusal,
    domain::{
        access::Scope,
        webhook::{DeliveryState, Happening},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// All files below a folder with an ending.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found
}

/// The texts of a language: each key with the variables in it.
pub(crate) fn catalogue(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for file in files(&format!("locales/{language}"), "ftl") {
        for line in fs::read_to_string(file).expect("a catalogue").lines() {
            let is_key = line.starts_with(|first: char| first.is_ascii_lowercase());
            if let (true, Some((name, _))) = (is_key, line.split_once(" =")) {
                name.clone_into(&mut key);
                assert!(
                    texts.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{language}: {name} stands twice"
                );
            }
            let variables = line.split('$').skip(1).filter_map(|rest| rest.split([' ', '}']).next());
            texts.entry(key.clone()).or_default().extend(variables.map(str::to_owned));
        }
    }
    texts.remove("");
    texts
}

/// The keys that templates and code name in full.
fn named_keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for file in files("templates", "html").into_iter().chain(files("src", "rs")) {
        let text = fs::read_to_string(&file).expect("a file");
        for call in [".t(\"", ".n(\"", ".with(\"", "facet(\"", "verb(\""] {
            let prefix = if call == "verb(\"" { "request-" } else { "" };
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                keys.insert(format!("{prefix}{key}"));
            }
        }
    }
    keys.retain(|key| key.contains('-'));
    keys
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_variables() {
    let (french, english) = (catalogue("fr"), catalogue("en"));
    assert!(french.len() > 200);
    for (key, variables) in &french {
        assert_eq!(Some(variables), english.get(key), "{key}");
    }
    assert_eq!(french.len(), english.len());
}

#[test]
fn every_text_that_a_page_names_is_there() {
    let texts = catalogue("en");
    let keys = named_keys();
    assert!(keys.len() > 80, "{}", keys.len());
    let missing: Vec<_> = keys.iter().filter(|key| !texts.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_fault_refusal_and_kind_of_the_engine_has_words() {
    let texts = catalogue("en");
    let faults = FaultCode::ALL.iter().map(|code| format!("fault-{code}"));
    let refusals = Refusal::ALL.iter().map(|refusal| format!("refusal-{refusal}"));
    let kinds = Kind::ALL.iter().map(|kind| format!("kind-{kind}"));
    let missing: Vec<_> =
        faults.chain(refusals).chain(kinds).filter(|key| !texts.contains_key(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The breaches that the planner's checker finds.
const BREACHES: [&str; 21] = [
    "no-such-meeting",
    "no-such-slot",
    "no-such-room",
    "no-such-lineup",
    "assigned-twice",
    "slot-not-allowed",
    "room-elsewhere",
    "room-not-allowed",
    "room-closed",
    "unavailable",
    "clash",
    "no-such-table",
    "table-shared",
    "over-quota",
    "not-as-pinned",
    "out-of-sequence",
    "unknown-unplaced",
    "unplaced-twice",
    "placed-and-unplaced",
    "unaccounted",
    "break-spread",
];

#[test]
fn every_message_and_what_fills_it_in_has_words() {
    use carnet_engine::domain::{
        mail_template::Placeholder,
        notice::NoticeKind,
        outbox::{Copies, Delivery},
        registration::RegistrationState,
        reminder::{Anchor, Audience, Channel},
        role::RoleKind,
        sign_up::SignUpState,
    };
    let mut keys = Vec::new();
    for kind in NoticeKind::ALL {
        keys.extend(["subject", "body"].map(|part| format!("mail-{kind}-{part}")));
        keys.push(format!("mail-kind-{kind}"));
    }
    macro_rules! add {
        ($($prefix:literal $words:ident),+ $(,)?) => {
            $(keys.extend($words::ALL.iter().map(|word| format!("{}-{word}", $prefix)));)+
        };
    }
    add!(
        "placeholder" Placeholder, "delivery" Delivery, "mail-registration" RegistrationState, "anchor" Anchor,
        "reminder-rule" Anchor, "audience" Audience, "channel" Channel, "mail-role" RoleKind,
        "mail-sign-up" SignUpState, "copies" Copies,
    );
    let made = [
        "mail-factor-enrolled",
        "mail-factor-removed",
        "mail-failure-too-late",
        "mail-failure-no-gateway",
        "mail-failure-no-number",
        "sms-reminder",
    ];
    let fields = ["anchor", "unit", "audience", "channel"].map(|field| format!("reminder-{field}"));
    let units = ["minutes", "hours", "days"].map(|unit| format!("unit-{unit}"));
    keys.extend(made.map(str::to_owned).into_iter().chain(fields).chain(units));
    let texts = catalogue("en");
    let missing: Vec<_> = keys.iter().filter(|key| !texts.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_state_that_a_page_shows_has_words() {
    use carnet_engine::domain::{
        activity::{ActivityKind, ActivityState},
        event::HostRole,
        phase::Phase,
        placeability::{Hindrance, Placeability},
        plan::{Criterion, PlanOrigin, PlanState, PlanStatus, UnplacedReason},
        request::RequestState,
        run::{RunPhase, RunState},
    };
    macro_rules! keys {
        ($($prefix:literal $words:ident),+ $(,)?) => {
            [$($words::ALL.iter().map(|word| format!("{}-{word}", $prefix)).collect::<Vec<_>>()),+].concat()
        };
    }
    let mut keys = keys!(
        "activity" ActivityKind, "activity-state" ActivityState, "host" HostRole, "phase" Phase,
        "hindrance" Hindrance, "placeability" Placeability, "plan-origin" PlanOrigin, "plan-state" PlanState,
        "plan-status" PlanStatus, "reason" UnplacedReason, "request-state" RequestState,
        "run-phase" RunPhase, "run-state" RunState,
    );
    keys.extend(BREACHES.iter().map(|breach| format!("breach-{breach}")));
    keys.extend(
        Criterion::ALL.iter().map(|criterion| format!("criterion-{}", criterion.name().replace('_', "-"))),
    );
    keys.extend(["added", "moved", "dropped", "people"].map(|what| format!("plan-n-{what}")));
    keys.extend(["chamber", "partner"].map(|kind| format!("organisation-{kind}")));
    keys.extend(front::keys());
    keys.extend(space::keys());
    keys.extend(desk::keys());
    let texts = catalogue("en");
    let missing: Vec<_> = keys.iter().filter(|key| !texts.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// What accounts, registration and the mini-site make keys of.
mod front {
    use carnet_engine::domain::{account::Outcome, event::TextKey, registration::RegistrationState};

    pub(super) fn keys() -> Vec<String> {
        let outcomes = Outcome::ALL.iter().map(|outcome| format!("sign-in-outcome-{outcome}"));
        let rules = (1..=4).map(|kinds| format!("password-rule-{kinds}"));
        let ways = ["password", "email", "factor", "sign-ins"];
        let ways =
            ways.iter().flat_map(|way| [format!("account-way-{way}"), format!("account-way-{way}-text")]);
        let states = RegistrationState::ALL.iter().flat_map(|state| {
            [format!("registration-state-{state}"), format!("registration-meaning-{state}")]
        });
        let texts = TextKey::ALL.iter().filter(|key| !matches!(key, TextKey::Summary | TextKey::Welcome));
        let texts = texts.flat_map(|key| [format!("text-{key}"), format!("text-{key}-missing")]);
        let steps = ["start", "company", "people", "offerings", "check"];
        let steps = steps.iter().map(|step| format!("register-step-{step}"));
        let fields =
            ["name", "country", "region", "email", "language", "company-admin", "category", "title", "text"];
        let fields = fields.iter().map(|field| format!("register-field-{field}"));
        let looks = ["logo", "banner"]
            .iter()
            .flat_map(|place| [format!("look-{place}"), format!("look-{place}-help")]);
        let looks = looks.chain(["main", "tint"].map(|colour| format!("look-{colour}-help")));
        let leads = ["company", "people", "offerings"].map(|step| format!("register-{step}-lead"));
        let outcomes: Vec<_> = outcomes.chain(rules).chain(ways).chain(states).collect();
        [outcomes, texts.chain(steps).chain(fields).chain(leads).chain(looks).collect()].concat()
    }
}

#[test]
fn every_scope_and_every_problem_has_words() {
    let texts = catalogue("en");
    let scopes = Scope::ALL.iter().map(|scope| format!("scope-{}", scope.as_str().replace(':', "-")));
    let kinds = [
        "malformed",
        "invalid",
        "token-needed",
        "forbidden",
        "not-found",
        "method",
        "refused",
        "conflict",
        "going-on",
        "key-of-another",
        "too-large",
        "throttled",
        "too-slow",
        "busy",
        "internal",
    ];
    let problems =
        kinds.iter().flat_map(|kind| [format!("problem-{kind}"), format!("problem-{kind}-detail")]);
    let happenings =
        Happening::ALL.iter().map(|kind| format!("happening-{}", kind.as_str().replace('.', "-")));
    let states = DeliveryState::ALL.iter().map(|state| format!("delivery-state-{state}"));
    let faults = ["malformed", "unknown-field", "required", "unknown-choice", "wrong-type", "one-of-two"];
    let faults = faults.map(|code| format!("api-fault-{code}"));
    assert!(texts.contains_key("account-way-tokens") && texts.contains_key("account-way-tokens-text"));
    let missing: Vec<_> = scopes
        .chain(problems)
        .chain(faults)
        .chain(happenings)
        .chain(states)
        .filter(|key| !texts.contains_key(key))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// What the space of who takes part makes keys of.
mod space {
    use carnet_engine::domain::{session::MeetingKind, sign_up::SignUpState};

    pub(super) fn keys() -> Vec<String> {
        let ways = [
            "home",
            "agenda",
            "requests",
            "messages",
            "programme",
            "suggestions",
            "availability",
            "profile",
            "company",
            "reminders",
        ];
        let about = ways[1..].iter().map(|way| format!("space-about-{way}"));
        let ways = ways.iter().map(|way| format!("space-nav-{way}"));
        let steps =
            ["decline", "withdraw", "cancel", "reschedule"].map(|step| format!("request-{step}-means"));
        let verbs = ["accept", "confirm", "decline", "withdraw", "cancel", "reschedule"];
        let verbs = verbs.map(|verb| format!("request-{verb}"));
        let states = SignUpState::ALL.iter().filter(|state| **state != SignUpState::Cancelled);
        let states = states.map(|state| format!("sign-up-state-{state}"));
        let parts = ["sign-up", "sign-out", "wait"].map(|verb| format!("activity-{verb}"));
        let kinds = MeetingKind::ALL.iter().map(|kind| format!("availability-{kind}"));
        ways.chain(kinds).chain(about).chain(steps).chain(verbs).chain(states).chain(parts).collect()
    }
}

/// What the desk makes keys of.
mod desk {
    use carnet_engine::domain::{
        account::Language,
        activity::{ActivityState, Audience, WhenFull},
        assignment::Criterion,
        category::CategoryKind,
        event::TextKey,
        event_rules::{Acceptance, ExpertMode, MeetingPlaces, Messages, WhenOver},
        files::FileKind,
        form::{Block, FieldKind},
        phase::Phase,
        preset::Preset,
        registration::{OfferingKind, PublicPart, RegistrationState},
        role::{Function, RoleKind},
        session::MeetingKind,
        terms::ListRole,
    };

    macro_rules! keys {
        ($($prefix:literal $words:ident),+ $(,)?) => {
            [$($words::ALL.iter().map(|word| format!("{}-{word}", $prefix)).collect::<Vec<_>>()),+].concat()
        };
    }

    /// The steps of setting an event up.
    const STEPS: &[&str] = &[
        "details",
        "texts",
        "hosts",
        "places",
        "travel",
        "categories",
        "rules",
        "sessions",
        "terms",
        "form",
        "registration",
        "consents",
        "phase",
        "copy",
    ];
    /// The areas of the desk.
    const AREAS: &[&str] = &[
        "participants",
        "requests",
        "plans",
        "fairness",
        "activities",
        "messages",
        "mails",
        "today",
        "set-up",
        "look",
        "team",
        "history",
        "webhooks",
    ];
    /// What was done, as addresses say it.
    const DONE: &[&str] = &[
        "saved",
        "removed",
        "entered",
        "imported",
        "absent",
        "back",
        "registration-validated",
        "registration-refused",
        "registration-cancelled",
        "sessions-made",
        "published",
        "merged",
        "copied",
        "created",
        "phase",
        "signed-up",
        "waiting",
        "transferred",
        "message-sent",
        "invited",
        "role-withdrawn",
        "rules-run",
        "request-asked",
        "request-accepted",
        "request-declined",
        "request-agreed",
        "request-withdrawn",
        "request-cancelled",
        "request-rescheduled",
    ];

    pub(super) fn keys() -> Vec<String> {
        let mut keys = keys!(
            "desk-language" Language, "desk-registration" RegistrationState,
            "desk-registrations" RegistrationState, "desk-offering" OfferingKind, "category-kind" CategoryKind,
            "acceptance" Acceptance, "expert-mode" ExpertMode, "meeting-places" MeetingPlaces,
            "messages-rule" Messages, "when-over" WhenOver, "file-kind" FileKind, "public-part" PublicPart,
            "form-block" Block, "form-fixed" Block, "field-kind" FieldKind, "phase-means" Phase,
            "preset" Preset, "role" RoleKind, "function" Function, "meeting-kind" MeetingKind,
            "terms-role" ListRole, "set-up-text" TextKey, "activity-audience" Audience,
            "when-full" WhenFull, "activities-to" ActivityState, "rule-criterion" Criterion,
        );
        keys.extend(STEPS.iter().flat_map(|step| [format!("set-up-{step}"), format!("set-up-about-{step}")]));
        let bulk =
            ["validate", "refuse", "list", "unlist", "paid", "unpaid", "may-book", "may-not-book", "assign"];
        keys.extend(bulk.iter().flat_map(|word| [format!("bulk-{word}"), format!("bulk-what-{word}")]));
        let today = ["fill", "late", "replace"];
        let parts = ["", "-help", "-nothing", "-do"];
        keys.extend(today.iter().flat_map(|word| parts.map(|part| format!("today-{word}{part}"))));
        keys.extend(DONE.iter().map(|word| format!("done-desk-{word}")));
        keys.extend(AREAS.iter().flat_map(|area| [format!("desk-nav-{area}"), format!("desk-about-{area}")]));
        keys
    }
}
