//! Who takes letters: a server, or a folder.

use crate::Config;
use anyhow::{Context, Result};
use carnet_engine::domain::outbox::Failure;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, transport::smtp};
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

/// For how long a server is waited for; far less than a notice is claimed for.
const PATIENCE: Duration = Duration::from_mins(1);

/// Who takes letters.
#[derive(Clone, Debug)]
pub(crate) enum Post {
    /// A server.
    Server(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder, for development.
    Folder(PathBuf),
}

impl Post {
    /// The one that is configured, if one is.
    pub(crate) fn of(config: &Config) -> Result<Option<Self>> {
        if let Some(url) = &config.smtp_url {
            // The address itself is not told: a password may be in it.
            let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).context(
                "smtp_url: not the address of a server, such as smtps://user:password@mail.example.org",
            )?;
            return Ok(Some(Self::Server(server.timeout(Some(PATIENCE)).build())));
        }
        Ok(config.mail_folder.clone().map(Self::Folder))
    }

    /// Hands a letter over. `name` is its own for ever.
    pub(crate) async fn send(&self, letter: Message, name: &str) -> Result<(), Failure> {
        match self {
            Self::Server(server) => server.send(letter).await.map(|_| ()).map_err(|error| failure(&error)),
            Self::Folder(folder) => {
                let (folder, name) = (folder.clone(), format!("{name}.eml"));
                let written = move || put(&folder, &name, &letter.formatted());
                let done = tokio::task::spawn_blocking(written).await.map_err(io::Error::other).flatten();
                done.map_err(|error| Failure { reason: error.to_string(), lasting: false })
            }
        }
    }
}

/// Writes a file that is whole or not there.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let part = folder.join(format!("{name}.part"));
    fs::write(&part, bytes)?;
    fs::rename(part, folder.join(name))
}

/// What a server's refusal means: about the letter or its address it stays; about us or for now, it does not.
fn failure(error: &smtp::Error) -> Failure {
    let code = error.status().map_or(0, u16::from);
    let lasting = matches!(code, 550..=553 | 555 | 556);
    let mut reason = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        let text = error.to_string();
        if !reason.contains(&text) {
            reason = format!("{reason}: {text}");
        }
        source = error.source();
    }
    Failure { reason, lasting }
}
