//! Sending what the engine owes: by mail, to a server or into a folder.
//!
//! A notice is claimed, written as a letter in the reader's language, handed over and marked, in this order: at least once,
//! and twice only where a node dies between handing over and marking. The Message-ID is the notice's own, so that a server
//! may see that it is the same.

pub(crate) mod example;
mod letter;
mod post;
mod sender;
mod sms;
pub(crate) mod text;
mod values;

pub use sender::Postman;

pub(crate) use letter::Writer;
pub(crate) use post::Post;
pub(crate) use sms::Gateway;
pub(crate) use values::Around;
#[cfg(test)]
use values::values;

use crate::{Config, words::Words};
use anyhow::{Context, Result, anyhow, bail};
use carnet_engine::domain::account::Language;
use lettre::{Message, message::Mailbox};

/// Where mails of an installation come from that says nothing else: only a folder takes them.
const NOBODY: &str = "carnet@localhost";

/// Whether what the configuration says of mails makes sense.
pub(crate) fn check(config: &Config) -> Result<()> {
    if config.smtp_url.is_some() && config.mail_folder.is_some() {
        bail!("mail_folder: mails go to a server or into a folder, so leave this or smtp_url out");
    }
    if config.smtp_url.is_some() && config.mail_from.is_none() {
        bail!("mail_from: a server needs an address that mails come from, such as forum@example.org");
    }
    sender_address(config)?;
    Gateway::of(config)?;
    Post::of(config).map(|_| ())
}

/// Sends a message to see whether mails go out.
pub(crate) async fn send_test(config: &Config, address: &str, language: Language) -> Result<()> {
    let post = Post::of(config)?.context("nothing takes mails: set smtp_url, or mail_folder")?;
    let to: Mailbox = address.parse().context("not an address")?;
    let words = Words(language);
    let letter = Message::builder()
        .from(sender_address(config)?)
        .to(to)
        .subject(words.t("mail-test-subject"))
        .message_id(None)
        .body(words.t("mail-test-body"))?;
    post.send(letter, "test").await.map_err(|failure| anyhow!("{}", failure.reason))
}

/// The address that mails come from.
fn sender_address(config: &Config) -> Result<Mailbox> {
    let address = config.mail_from.as_deref().unwrap_or(NOBODY);
    address
        .parse()
        .context("mail_from: not an address, such as forum@example.org or Forum <forum@example.org>")
}

#[cfg(test)]
mod tests;
