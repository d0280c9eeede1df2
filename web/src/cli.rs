//! The command line.

use crate::{Config, logging, mail, server};
use anyhow::{Context, Result};
use carnet_engine::{
    Actor, Engine,
    demo::{self, Demo, NEXT_SLUG, PASSWORD, Player, Recipe, SLUG},
    domain::account::{Language, NewAccount},
};
use chrono::{Days, Utc};
use clap::{Parser, Subcommand};
use std::{io::Write, path::PathBuf, process::ExitCode};

/// Plans business-meeting events.
#[derive(Debug, Parser)]
#[command(name = "carnet", version)]
pub struct Command {
    /// The configuration, in TOML. Variables such as `CARNET_DATABASE` stand above it.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// The database, `sqlite:FILE` or `postgres://…`, above the configuration.
    #[arg(long, global = true)]
    database: Option<String>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serves the pages, and works beside.
    Serve {
        /// Works only: on runs of the planner, mails and webhooks, and serves no pages.
        #[arg(long)]
        worker: bool,
    },
    /// Builds a demo event in a fresh database, says who can sign in, and serves it.
    Demo {
        /// 1,500 participants and 3,000 meetings.
        #[arg(long)]
        large: bool,
        /// Only builds it.
        #[arg(long)]
        no_serve: bool,
    },
    /// Brings the tables of the database up to date.
    Migrate,
    /// Names an administrator of the installation, and says the link that sets the password.
    CreateAdmin {
        /// The e-mail address.
        email: String,
        /// The name.
        name: String,
        /// The language to write to them in: `fr` or `en`.
        #[arg(long, default_value = "fr")]
        language: String,
    },
    /// Sends a message to see whether mails go out.
    SendTestMail {
        /// To which address.
        address: String,
        /// The language to write in: `fr` or `en`.
        #[arg(long, default_value = "fr")]
        language: String,
    },
    /// Prints the document of the interface for programs (`OpenAPI`).
    Openapi,
    /// Checks the configuration and whether the database answers.
    Check,
}

/// Runs a command to its end.
pub async fn run(command: Command) -> ExitCode {
    match carry_out(command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "carnet: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn carry_out(command: Command) -> Result<()> {
    let mut config = Config::read(command.config.as_deref())?;
    logging::begin(config.log_format);
    if let Some(database) = command.database {
        config.database = database;
        config.check()?;
    }
    match command.verb {
        Verb::Serve { worker: true } => server::work(&config, server::engine(&config).await?).await,
        Verb::Serve { worker: false } => server::serve(&config, server::engine(&config).await?).await,
        Verb::Demo { large, no_serve } => show_demo(config, large, no_serve).await,
        Verb::Migrate => server::engine(&config).await.map(|_| ()),
        Verb::CreateAdmin { email, name, language } => {
            let language = Language::parse(&language).context("language: fr or en")?;
            let engine = server::engine(&config).await?;
            create_admin(&config, &engine, &NewAccount { email, name, language }).await
        }
        Verb::SendTestMail { address, language } => {
            let language = Language::parse(&language).context("language: fr or en")?;
            mail::send_test(&config, &address, language).await?;
            say("the message was handed over")
        }
        Verb::Openapi => Ok(write!(std::io::stdout(), "{}", crate::openapi())?),
        Verb::Check => {
            let engine = server::engine(&config).await?;
            engine.list_public_events(&Actor::anonymous()).await.context("database")?;
            say("the configuration is good, and the database answers")
        }
    }
}

async fn create_admin(config: &Config, engine: &Engine, person: &NewAccount) -> Result<()> {
    let named = engine.create_administrator(&Actor::system(), person).await?;
    let Some(link) = named.link else {
        return say("the account is an administrator now, and signs in with its password");
    };
    let address = format!("{}/account/password?link={link}", config.public_url.trim_end_matches('/'));
    say(&format!(
        "the administrator was named; this link sets the password, once, within 24 hours:\n{address}"
    ))
}

/// Builds the demo so that its story ends today.
async fn show_demo(mut config: Config, large: bool, no_serve: bool) -> Result<()> {
    // Whoever tries it has no second factor at hand.
    config.second_factor = false;
    if config.smtp_url.is_none() && config.mail_folder.is_none() {
        config.mail_folder = Some(beside(&config.database));
    }
    let (database, key) = server::open(&config).await?;
    let recipe = if large { Recipe::large() } else { Recipe::small() };
    let today = Utc::now().date_naive();
    let first_day = today.checked_add_days(Days::new(9)).unwrap_or(today);
    let recipe = Recipe { first_day, ..recipe };
    say("building the demo event…")?;
    // The demo's own engine lives in the time of its story; what is served lives in ours.
    let engine = Engine::new(database.clone(), config.settings(), key.clone());
    let demo =
        demo::build(database, config.settings(), key, &recipe).await.context("the demo was not built")?;
    demo::announce_next(&engine, &demo).await.context("the next edition was not announced")?;
    say(&welcome(&config, &demo))?;
    if no_serve { Ok(()) } else { server::serve(&config, engine).await }
}

fn welcome(config: &Config, demo: &Demo) -> String {
    let cast = &demo.cast;
    let line = |role: &str, player: &Player| format!("  {role:24} {}\n", player.email);
    let url = &config.public_url;
    let mut text = format!(
        "\n{url}/events/{SLUG}\n{url}/events/{NEXT_SLUG} (open for registration)\n\n\
         Everybody signs in with the password {PASSWORD}\n"
    );
    text += &line("principal administrator", &cast.principal);
    text += &line("secondary administrator", &cast.secondary);
    text += &line("check-in desk", &cast.desk);
    for (role, players) in
        [("exhibitor", &cast.exhibitors), ("visitor", &cast.visitors), ("expert", &cast.experts)]
    {
        text.extend(players.first().map(|player| line(role, player)));
    }
    if let Some(folder) = &config.mail_folder {
        text.extend(["\nMails are files in ", &folder.display().to_string(), "\n"]);
    }
    text
}

/// The folder for mails beside a database: its file with another ending.
fn beside(database: &str) -> PathBuf {
    let file = database.strip_prefix("sqlite:").map_or("carnet", |rest| rest.trim_start_matches("//"));
    PathBuf::from(file).with_extension("mails")
}

fn say(text: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}
