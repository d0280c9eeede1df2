//! When people are reminded.

use super::parts;
use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, Way, render},
    pages::InEvent,
    words::Words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::{
    ReminderRuleId,
    domain::{
        access::UseCase,
        reminder::{Anchor, Audience, Channel, NewReminder, ReminderRule},
    },
};
use serde::Deserialize;

const HERE: &str = "/desk/mails/reminders";
const MINUTES_PER_HOUR: i64 = 60;
const MINUTES_PER_DAY: i64 = 1440;

#[derive(Template)]
#[template(path = "desk/mails/reminders.html")]
struct RemindersPage {
    layout: Layout,
    parts: Vec<Way>,
    rules: Vec<RuleLine>,
    /// The form to add one, for who may.
    form: Option<RuleFields>,
    faults: FormFaults,
    href: String,
}

struct RuleLine {
    text: String,
    channel: String,
    withdraw: Option<String>,
}

struct RuleFields {
    anchor: Field,
    before: Field,
    unit: Field,
    audience: Field,
    channel: Field,
}

pub(super) async fn list(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    page(&app, &at, &RuleForm::default(), FormFaults::default()).await
}

async fn page(app: &App, at: &InEvent, form: &RuleForm, faults: FormFaults) -> Result<Response, Error> {
    let rules = app.engine().list_reminders(&at.visitor.actor, at.id).await?;
    let words = at.visitor.words;
    let may = at.presence.may(UseCase::SetReminders).is_ok();
    let line = |rule: &ReminderRule| RuleLine {
        text: in_words(words, rule.rule),
        channel: words.t(&format!("channel-{}", rule.rule.channel)),
        withdraw: may.then(|| at.href(&format!("{HERE}/{}/withdraw", rule.id))),
    };
    render(&RemindersPage {
        layout: at.layout(words.t("reminders-title"), "/desk/mails"),
        parts: parts(at, HERE),
        rules: rules.iter().map(line).collect(),
        form: may.then(|| fields(words, form, &faults)),
        faults,
        href: at.href(HERE),
    })
}

fn fields(words: Words, form: &RuleForm, faults: &FormFaults) -> RuleFields {
    let options = |prefix: &str, all: &[&str]| {
        all.iter().map(|word| ((*word).to_owned(), words.t(&format!("{prefix}-{word}")))).collect()
    };
    let choice = |name: &str, all: Vec<&str>, chosen: &str| {
        Field::choice(name, words.t(&format!("reminder-{name}")), options(name, &all), chosen)
            .fault(faults, name)
    };
    let anchors = Anchor::ALL.iter().map(|one| one.as_str()).collect();
    let audiences = Audience::ALL.iter().map(|one| one.as_str()).collect();
    let channels = Channel::ALL.iter().map(|one| one.as_str()).collect();
    let before = Field::line("number", "before", words.t("reminder-before"), &form.before);
    RuleFields {
        anchor: choice("anchor", anchors, form.anchor.as_str()),
        before: before.required().limit("min", 0).fault(faults, "minutes_before"),
        unit: choice("unit", vec!["minutes", "hours", "days"], &form.unit),
        audience: choice("audience", audiences, form.audience.as_str()),
        channel: choice("channel", channels, form.channel.as_str()),
    }
}

/// A rule as a sentence.
fn in_words(words: Words, rule: NewReminder) -> String {
    let minutes = rule.minutes_before;
    let before = match minutes {
        m if m > 0 && m % MINUTES_PER_DAY == 0 => words.n("reminder-n-days", m / MINUTES_PER_DAY),
        m if m > 0 && m % MINUTES_PER_HOUR == 0 => words.n("reminder-n-hours", m / MINUTES_PER_HOUR),
        m => words.n("reminder-n-minutes", m),
    };
    let anchor = words.t(&format!("reminder-rule-{}", rule.anchor));
    let audience = words.t(&format!("audience-{}", rule.audience));
    format!("{before} {anchor} · {audience}")
}

/// What was filled in.
#[derive(Debug, Deserialize)]
pub(super) struct RuleForm {
    anchor: Anchor,
    before: String,
    unit: String,
    audience: Audience,
    channel: Channel,
}

impl Default for RuleForm {
    fn default() -> Self {
        Self {
            anchor: Anchor::Day,
            before: "1".into(),
            unit: "days".into(),
            audience: Audience::Everybody,
            channel: Channel::Mail,
        }
    }
}

impl RuleForm {
    fn reminder(&self) -> NewReminder {
        let unit = match self.unit.as_str() {
            "days" => MINUTES_PER_DAY,
            "hours" => MINUTES_PER_HOUR,
            _ => 1,
        };
        // What is no number is out of range, as a number that is too large.
        let before = self.before.trim().parse::<i64>().ok().and_then(|n| n.checked_mul(unit)).unwrap_or(-1);
        let (anchor, audience, channel) = (self.anchor, self.audience, self.channel);
        NewReminder { anchor, minutes_before: before, audience, channel }
    }
}

pub(super) async fn add(
    State(app): State<App>,
    at: InEvent,
    Form(form): Form<RuleForm>,
) -> Result<Response, Error> {
    match app.engine().add_reminder(&at.visitor.actor, at.id, form.reminder()).await {
        Ok(_) => Ok(Redirect::to(&at.href(&format!("{HERE}?done=reminder-added"))).into_response()),
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            let page = page(&app, &at, &form, faults).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Which rule.
#[derive(Debug, Deserialize)]
pub(super) struct OfReminder {
    reminder: ReminderRuleId,
}

pub(super) async fn withdraw(
    State(app): State<App>,
    at: InEvent,
    Path(of): Path<OfReminder>,
) -> Result<Response, Error> {
    let withdrawn = app.engine().withdraw_reminder(&at.visitor.actor, at.id, of.reminder).await;
    withdrawn.map_err(Error::hidden)?;
    Ok(Redirect::to(&at.href(&format!("{HERE}?done=reminder-withdrawn"))).into_response())
}
