//! Builds the demo event in a database and says what is there:
//! `cargo run -p carnet-engine --example demo -- sqlite:demo.db [--large] [--first-day 2027-06-17]`.

use anyhow::{Context, Result, bail};
use carnet_engine::{
    Database, SealingKey, Settings, Source, SystemSource,
    demo::{self, Demo, PASSWORD, Player, Recipe, SLUG},
    domain::{
        account::Language,
        agenda::{Agenda, What},
    },
};
use chrono_tz::Europe::Paris;

const USAGE: &str =
    "demo ADDRESS [--large] [--first-day YYYY-MM-DD]: the address is sqlite:FILE or postgres://…";

#[tokio::main]
async fn main() -> Result<()> {
    let (address, recipe) = read_arguments(std::env::args().skip(1))?;
    let database = Database::open(&address).await.context("the database does not open")?;
    // Nobody has a second factor in it, so nothing is sealed with it.
    let key = SealingKey::new(&SystemSource.secret());
    let demo =
        demo::build(database, Settings::default(), key, &recipe).await.context("the demo was not built")?;
    show(&demo).await
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<(String, Recipe)> {
    let (mut address, mut recipe, mut first_day) = (None, Recipe::small(), None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--large" => recipe = Recipe::large(),
            "--first-day" => {
                let day = arguments.next().context(USAGE)?;
                first_day = Some(day.parse().with_context(|| format!("{day} is not a day"))?);
            }
            _ if argument.starts_with('-') || address.is_some() => bail!(USAGE),
            _ => address = Some(argument),
        }
    }
    recipe.first_day = first_day.unwrap_or(recipe.first_day);
    Ok((address.context(USAGE)?, recipe))
}

#[expect(clippy::print_stdout, reason = "what this program is for")]
async fn show(demo: &Demo) -> Result<()> {
    let setup = demo.engine.show_event(&demo.cast.principal.actor(), demo.event).await?;
    let details = &setup.event.details;
    println!("{}", details.names.get(Language::French));
    println!("  event {}, in addresses {SLUG}", demo.event);
    println!("  {} to {}, phase {}", details.first_day(), details.last_day(), setup.event.phase);
    println!("  {} participants, published plan {}", demo.people.len(), demo.plan);
    println!("\nEverybody below signs in with the password {PASSWORD}");
    let cast = &demo.cast;
    tell("principal administrator", std::slice::from_ref(&cast.principal));
    tell("secondary administrator", std::slice::from_ref(&cast.secondary));
    tell("check-in desk", std::slice::from_ref(&cast.desk));
    tell("exhibitor", &cast.exhibitors);
    tell("visitor", &cast.visitors);
    tell("expert", &cast.experts);

    let player = &cast.exhibitors[0];
    let member = demo.people.iter().find(|member| member.account == player.account);
    let member = member.context("the exhibitor takes part")?;
    let agenda = demo.engine.show_agenda(&player.actor(), member.id).await?;
    println!("\nAgenda of {}, {}, version {}", member.name, member.company, agenda.version);
    print_agenda(&agenda);
    Ok(())
}

#[expect(clippy::print_stdout, reason = "what this program is for")]
fn tell(role: &str, players: &[Player]) {
    for player in players {
        println!("  {role:<24} {:<44} {}", player.email, player.name);
    }
}

#[expect(clippy::print_stdout, reason = "what this program is for")]
fn print_agenda(agenda: &Agenda) {
    for entry in &agenda.entries {
        let from = entry.starts_at.with_timezone(&Paris).format("%d/%m %H:%M");
        let to = entry.ends_at.with_timezone(&Paris).format("%H:%M");
        let room = entry.room_name.as_deref().unwrap_or("");
        match &entry.what {
            What::Meeting { meeting, table, .. } => {
                let with: Vec<_> =
                    meeting.with.iter().map(|who| format!("{}, {}", who.name, who.company)).collect();
                println!("  {from} - {to}  {room}, table {table}: {}", with.join("; "));
            }
            What::Activity { names, confirmed, .. } => {
                let waiting = if *confirmed { "" } else { " (waiting list)" };
                println!("  {from} - {to}  {room}: {}{waiting}", names.get(Language::French));
            }
        }
    }
    for meeting in &agenda.unplaced {
        let with: Vec<_> = meeting.with.iter().map(|who| who.company.as_str()).collect();
        println!("  without a place: {}", with.join("; "));
    }
}
