//! `generate`: synthetic events.

use carnet_solver::format::{InstanceFile, write_json};
use carnet_solver::generate::{Recipe, generate};
use serde::Serialize;
use serde_json::{Map, Value};

use super::input::Input;
use super::output::{self, Output};
use super::summary::count;
use super::{Exit, Failure};

/// Makes a synthetic event; the same options give the same event.
///
/// Shares are numbers from 0 to 1. Options given beside --recipe override it.
#[derive(clap::Args)]
pub(crate) struct GenerateArgs {
    /// A recipe to start from: a JSON object with the long names of the options below.
    #[arg(long, value_name = "FILE")]
    recipe: Option<Input>,
    /// Where the instance goes [default: standard output].
    #[arg(short, long, value_name = "INSTANCE")]
    output: Option<Output>,
    #[command(flatten)]
    options: Options,
}

/// The fields of a recipe, those that are given.
#[derive(clap::Args, Serialize)]
struct Options {
    /// Name of the event.
    #[arg(long)]
    name: Option<String>,
    /// Seed of every random choice.
    #[arg(long)]
    seed: Option<u64>,
    /// Participants, experts included.
    #[arg(long)]
    people: Option<u32>,
    /// Meetings.
    #[arg(long)]
    meetings: Option<u32>,
    /// Days.
    #[arg(long)]
    days: Option<u32>,
    /// Sites.
    #[arg(long)]
    sites: Option<u32>,
    /// Minutes between any two sites.
    #[arg(long)]
    travel_minutes: Option<u32>,
    /// Sessions of each day and site.
    #[arg(long)]
    sessions_per_day: Option<u32>,
    /// Slots of each session.
    #[arg(long)]
    slots_per_session: Option<u32>,
    /// Length of a slot.
    #[arg(long)]
    slot_minutes: Option<u32>,
    /// Rooms of each site.
    #[arg(long)]
    rooms: Option<u32>,
    /// Tables of the whole event; without it, --load decides.
    #[arg(long, conflicts_with = "load")]
    tables: Option<u32>,
    /// Meetings per table and slot.
    #[arg(long, value_parser = number)]
    load: Option<f64>,
    /// How unequally people are sought after (sigma of a log-normal distribution).
    #[arg(long, value_parser = number)]
    skew: Option<f64>,
    /// Share of the people who are present only for a part of the event.
    #[arg(long, value_parser = number)]
    part_time: Option<f64>,
    /// Share of the times at which somebody is unavailable.
    #[arg(long, value_parser = number)]
    unavailable: Option<f64>,
    /// Nobody asks for more than this many times their free slots.
    #[arg(long, value_parser = number)]
    demand: Option<f64>,
    /// Every meeting can be placed.
    #[arg(long, num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    placeable: Option<bool>,
    /// Quota of everybody.
    #[arg(long)]
    quota: Option<u32>,
    /// Promised minimum of everybody.
    #[arg(long)]
    promised: Option<u32>,
    /// Share of the people who are experts.
    #[arg(long, value_parser = number)]
    experts: Option<f64>,
    /// Length of a consultation; with it, experts have sessions and a room of their own.
    #[arg(long)]
    expert_slot_minutes: Option<u32>,
    /// Quota of every expert.
    #[arg(long)]
    expert_quota: Option<u32>,
    /// Conferences.
    #[arg(long)]
    conferences: Option<u32>,
    /// Share of the people whom a conference attracts.
    #[arg(long, value_parser = number)]
    conference_share: Option<f64>,
    /// Share of the meetings with a priority from 2 to 5.
    #[arg(long, value_parser = number)]
    priorities: Option<f64>,
    /// Share of the meetings with another line-up that would do.
    #[arg(long, value_parser = number)]
    alternatives: Option<f64>,
    /// Share of the meetings that must come after another one.
    #[arg(long, value_parser = number)]
    precedence: Option<f64>,
    /// The limit on the spread of breaks.
    #[arg(long)]
    max_break_spread: Option<u32>,
    /// Blocked slots count as idle.
    #[arg(long, num_args = 0..=1, default_missing_value = "true", value_name = "BOOL")]
    blocked_slots_are_idle: Option<bool>,
    /// The order of criteria, separated by commas.
    #[arg(long, value_delimiter = ',')]
    criteria: Option<Vec<String>>,
}

pub(super) fn run(args: &GenerateArgs) -> Result<Exit, Failure> {
    let output = args.output.clone().unwrap_or_default();
    output.probe()?;
    let recipe = recipe(args)?;
    let event = generate(&recipe);
    output.write(&write_json(&event))?;
    output::tell(&fewer(&recipe, &event));
    Ok(Exit::Done)
}

/// A number that JSON can hold: neither infinity nor "not a number".
fn number(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err("give a number such as 0.5".to_owned()),
    }
}

/// The recipe file, if any, with the given options laid over it.
fn recipe(args: &GenerateArgs) -> Result<Recipe, Failure> {
    let label = args.recipe.as_ref().map_or_else(|| "options".to_owned(), ToString::to_string);
    let bad = |error: serde_json::Error| Failure::new(format!("{label}: {error}"));
    let mut fields: Map<String, Value> = match &args.recipe {
        Some(file) => serde_json::from_str(&file.text()?).map_err(bad)?,
        None => Map::new(),
    };
    let Value::Object(given) = serde_json::to_value(&args.options).map_err(bad)? else {
        return Err(Failure::new("the options are no object"));
    };
    let given = given.into_iter().filter(|(_, value)| !value.is_null());
    for (field, value) in given {
        // Whoever gives a load means it, whatever the recipe says about tables.
        if field == "load" {
            fields.remove("tables");
        }
        fields.insert(field, value);
    }
    let recipe = Recipe::read(&Value::Object(fields)).and_then(|recipe| recipe.check().map(|()| recipe));
    recipe.map_err(|faults| Failure::faults(label, &faults))
}

/// A word about an event that has fewer meetings than the recipe asks for.
fn fewer(recipe: &Recipe, event: &InstanceFile) -> String {
    match event.meetings.len() {
        n if n < recipe.meetings as usize => {
            let n = count(n, "meeting");
            format!("note: {n} instead of {}: no more pairs fit the recipe\n", recipe.meetings)
        }
        _ => String::new(),
    }
}
