//! How evenly meetings fell: per person, by category and by country, as tables and as plots that the server draws.

use super::{names, parts::must};
use crate::{
    App,
    error::Error,
    page::{Layout, render},
    pages::InEvent,
    words::Words,
};
use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};
use carnet_engine::domain::{
    access::UseCase,
    fairness::{Fairness, Share, Sum},
};

/// Where the area stands in the event.
pub(super) const AREA: &str = "/desk/fairness";
/// How many people the page names; those who wait for most meetings come first.
const PEOPLE_MOST: usize = 100;
/// The drawing: its height, the width of a bar with its gap, and the room for the axis below.
const HEIGHT: i64 = 120;
const STEP: i64 = 28;
const AXIS: i64 = 24;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/fairness", get(show))
}

#[derive(Template)]
#[template(path = "desk/fairness.html")]
struct FairnessPage {
    layout: Layout,
    facts: Vec<(String, String)>,
    histogram: Histogram,
    groups: Vec<Group>,
    people: Vec<PersonLine>,
    /// How many people are not named.
    more: usize,
}

/// How many people have how many meetings, drawn as bars.
struct Histogram {
    width: i64,
    height: i64,
    about: String,
    bars: Vec<Bar>,
}

struct Bar {
    x: i64,
    y: i64,
    height: i64,
    middle: i64,
    meetings: i64,
    people: usize,
    label: i64,
}

/// A table of groups with the share that each got.
struct Group {
    title: String,
    lines: Vec<SumLine>,
}

struct SumLine {
    name: String,
    people: usize,
    asked: i64,
    agreed: i64,
    obtained: i64,
    average: String,
    range: String,
    gini: String,
    /// In percent, and as the width of a bar of a hundred.
    percent: Option<i64>,
}

struct PersonLine {
    href: String,
    name: String,
    category: String,
    asked: i64,
    agreed: i64,
    obtained: i64,
    waiting: i64,
    missing: i64,
}

async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::ShowFairness)?;
    let words = at.visitor.words;
    let fairness = app.engine().show_fairness(&at.visitor.actor, at.id).await?;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let categories = names::categories(words.0, &setup.categories);
    let by_category = fairness.by_category.iter();
    let by_category = by_category.map(|(id, sum)| sum_line(words, names::name_of(&categories, id), sum));
    let by_country = fairness.by_country.iter();
    let mut by_country: Vec<_> =
        by_country.map(|(code, sum)| sum_line(words, names::country(&at, code), sum)).collect();
    by_country.sort_by(|a, b| a.name.cmp(&b.name));
    let person = |share: &Share| PersonLine {
        href: at.href(&format!("/desk/requests?of={}", share.participant)),
        name: format!("{}, {}", share.name, share.company),
        category: names::name_of(&categories, &share.category),
        asked: share.asked,
        agreed: share.agreed,
        obtained: share.obtained,
        waiting: share.waiting(),
        missing: share.missing(),
    };
    render(&FairnessPage {
        layout: at.layout(words.t("fairness-title"), AREA),
        facts: facts(words, &fairness.all),
        histogram: histogram(words, &fairness),
        groups: vec![
            Group { title: words.t("fairness-by-category"), lines: by_category.collect() },
            Group { title: words.t("fairness-by-country"), lines: by_country },
        ],
        people: fairness.shares.iter().take(PEOPLE_MOST).map(person).collect(),
        more: fairness.shares.len().saturating_sub(PEOPLE_MOST),
    })
}

/// A number with its decimals as the language writes them.
fn decimal(words: Words, value: f64, n_digits: usize) -> String {
    use carnet_engine::domain::account::Language;
    let text = format!("{value:.n_digits$}");
    match words.0 {
        Language::French => text.replace('.', ","),
        Language::English => text,
    }
}

fn facts(words: Words, all: &Sum) -> Vec<(String, String)> {
    let percent = all.percent().map_or_else(|| "–".to_owned(), |percent| format!("{percent} %"));
    vec![
        (words.t("fairness-people"), all.n_people.to_string()),
        (words.t("fairness-agreed"), all.agreed.to_string()),
        (words.t("fairness-obtained"), all.obtained.to_string()),
        (words.t("fairness-share"), percent),
        (words.t("fairness-average"), decimal(words, all.average(), 1)),
        (words.t("fairness-range"), range(words, all)),
        (words.t("fairness-gini"), decimal(words, all.gini, 2)),
    ]
}

fn range(words: Words, sum: &Sum) -> String {
    format!("{} {} {}", sum.least, words.t("word-to"), sum.most)
}

fn sum_line(words: Words, name: String, sum: &Sum) -> SumLine {
    SumLine {
        name,
        people: sum.n_people,
        asked: sum.asked,
        agreed: sum.agreed,
        obtained: sum.obtained,
        average: decimal(words, sum.average(), 1),
        range: range(words, sum),
        gini: decimal(words, sum.gini, 2),
        percent: sum.percent(),
    }
}

fn histogram(words: Words, fairness: &Fairness) -> Histogram {
    let most = fairness.n_with.values().copied().max().unwrap_or(1).max(1) as i64;
    let last = fairness.n_with.keys().next_back().copied().unwrap_or_default();
    let bar = |meetings: i64| {
        let people = fairness.n_with.get(&meetings).copied().unwrap_or_default();
        let height = (people as i64 * HEIGHT).div_euclid(most);
        let (x, y) = (meetings * STEP + 4, HEIGHT + 16 - height);
        Bar { x, y, height, middle: x + (STEP - 8) / 2, meetings, people, label: y - 4 }
    };
    Histogram {
        width: (last + 1) * STEP + 8,
        height: HEIGHT + 16 + AXIS,
        about: words.t("fairness-histogram"),
        bars: (0..=last).map(bar).collect(),
    }
}
