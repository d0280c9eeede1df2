//! What an installation may set: a file in TOML, and the environment above it.

use crate::{LogFormat, Networks, ProxyHeader, mail};
use anyhow::{Context, Result, bail};
use carnet_engine::{PlanningSettings, Settings, Throttling};
use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// The configuration. Each name in capitals with `CARNET_` before it is a variable of the environment.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `sqlite:FILE` or `postgres://…`.
    pub database: String,
    /// The address and the port to listen on.
    pub listen: SocketAddr,
    /// The address and the port on which a monitoring system finds `/metrics`; asked for without a password.
    pub metrics_listen: Option<SocketAddr>,
    /// How logs are written: `text`, or `json`.
    pub log_format: LogFormat,
    /// The addresses and networks of proxies, which are believed when they say for whom they ask.
    pub trusted_proxies: Networks,
    /// The header in which they say so: `x-forwarded-for`, or `forwarded`.
    pub proxy_header: ProxyHeader,
    /// What people type to come here; links in mails begin with it.
    pub public_url: String,
    /// The key with which secrets are sealed, in hexadecimal or Base64.
    pub key: Option<String>,
    /// The file of the key, where it is not set itself.
    pub key_file: PathBuf,
    /// Whether this node works on runs of the planner, beside serving pages.
    pub worker: bool,
    /// Threads of a run of the planner.
    pub planner_threads: usize,
    /// Whether organisers need a second factor.
    pub second_factor: bool,
    /// The server that sends mails: `smtps://user:password@mail.example.org`, or `smtp://…?tls=required` on port 587.
    pub smtp_url: Option<String>,
    /// A folder to write mails to instead, for development.
    pub mail_folder: Option<PathBuf>,
    /// The address that mails come from.
    pub mail_from: Option<String>,
    /// The gateway that sends text messages, with `{to}` and `{text}` where those go.
    pub sms_url: Option<String>,
    /// How it is called: `GET` or `POST`.
    pub sms_method: String,
    /// A header that it asks for, such as `Authorization: Bearer …`.
    pub sms_header: Option<String>,
    /// The file of that header, where it is not set itself.
    pub sms_header_file: Option<PathBuf>,
    /// Whether webhooks may go to this machine and to private networks.
    pub webhooks_to_private: bool,
    /// How many calls a program may make by one token within a minute.
    pub api_calls_per_minute: i64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database: "sqlite:carnet.db".to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            metrics_listen: None,
            log_format: LogFormat::Text,
            trusted_proxies: Networks::default(),
            proxy_header: ProxyHeader::XForwardedFor,
            public_url: "http://localhost:8080".to_owned(),
            key: None,
            key_file: PathBuf::from("carnet.key"),
            worker: true,
            planner_threads: 2,
            second_factor: true,
            smtp_url: None,
            mail_folder: None,
            mail_from: None,
            sms_url: None,
            sms_method: "POST".to_owned(),
            sms_header: None,
            sms_header_file: None,
            webhooks_to_private: false,
            api_calls_per_minute: Throttling::default().calls_per_minute,
        }
    }
}

impl fmt::Debug for Config {
    /// Without the key, and without the password that the address of a database may hold.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("listen", &self.listen).finish_non_exhaustive()
    }
}

impl Config {
    /// Reads the file, where there is one, and the environment. The first value that is wrong is named.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = file {
            if !file.is_file() {
                bail!("{} is no file", file.display());
            }
            figment = figment.merge(Toml::file_exact(file));
        }
        // Those say what is logged, and what the tests write down.
        let variables = Env::prefixed("CARNET_").ignore(&["log", "statements"]);
        let config: Self = figment.merge(variables).extract().context("the configuration")?;
        config.check()?;
        Ok(config)
    }

    pub(crate) fn check(&self) -> Result<()> {
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|start| self.database.starts_with(start)) {
            bail!("database: neither sqlite:FILE nor postgres://…");
        }
        if !["http://", "https://"].iter().any(|start| self.public_url.starts_with(start)) {
            bail!("public_url: must begin with https:// (or http:// on one's own machine)");
        }
        if !(1..=256).contains(&self.planner_threads) {
            bail!("planner_threads: from 1 to 256");
        }
        if !(1..=1_000_000).contains(&self.api_calls_per_minute) {
            bail!("api_calls_per_minute: from 1 to 1000000");
        }
        mail::check(self)
    }

    /// The settings of the engine.
    pub fn settings(&self) -> Settings {
        let defaults = Settings::default();
        let planning = PlanningSettings { threads: self.planner_threads, ..defaults.planning };
        let throttling = Throttling { calls_per_minute: self.api_calls_per_minute, ..defaults.throttling };
        Settings { organisers_need_second_factor: self.second_factor, planning, throttling, ..defaults }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn read(text: &str) -> Result<Config> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        Config::read(Some(file.path()))
    }

    #[test]
    fn every_setting_is_in_the_documentation() {
        let text = include_str!("../../docs/configuration.md");
        let settings = serde_json::to_value(Config::default()).unwrap();
        for name in settings.as_object().unwrap().keys() {
            let variable = format!("CARNET_{}", name.to_uppercase());
            assert!(text.contains(&format!("| `{name}` | `{variable}` |")), "{name}");
        }
    }

    #[test]
    fn what_is_not_set_has_its_default() {
        let config = read("listen = \"0.0.0.0:80\"").unwrap();
        assert_eq!(config.listen.port(), 80);
        assert_eq!(config.database, Config::default().database);
    }

    #[test]
    fn wrong_values_are_named() {
        for (text, named) in [
            ("listen = \"nowhere\"", "listen"),
            ("database = \"mysql://x\"", "database"),
            ("public_url = \"carnet.example\"", "public_url"),
            ("planner_threads = 0", "planner_threads"),
            ("metrics_listen = \"nowhere\"", "metrics_listen"),
            ("log_format = \"xml\"", "log_format"),
            ("trusted_proxies = [\"10.0.0.0/99\"]", "10.0.0.0/99"),
            ("proxy_header = \"x-real-ip\"", "proxy_header"),
            ("api_calls_per_minute = 0", "api_calls_per_minute"),
            ("databse = \"sqlite:x\"", "databse"),
            ("smtp_url = \"mail.example.org\"\nmail_from = \"a@example.org\"", "smtp_url"),
            ("smtp_url = \"smtp://mail.example.org\"", "mail_from"),
            ("mail_from = \"nobody\"", "mail_from"),
            ("sms_url = \"https://sms.example?to={to}\"", "sms_url"),
            ("sms_url = \"https://x.example?to={to}&m={text}\"\nsms_method = \"PUT\"", "sms_method"),
            ("sms_url = \"https://x.example?to={to}&m={text}\"\nsms_header = \"Bearer\"", "sms_header"),
            ("smtp_url = \"smtp://x\"\nmail_folder = \"y\"\nmail_from = \"a@example.org\"", "mail_folder"),
        ] {
            let error = format!("{:#}", read(text).unwrap_err());
            assert!(error.contains(named), "{text}: {error}");
        }
    }
}
