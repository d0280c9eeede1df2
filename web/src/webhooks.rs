//! Telling programs what happened: signed messages, as Standard Webhooks has them, each taken from the engine by one node.

mod address;

use address::{PublicOnly, is_public};
use anyhow::{Context, Result};
use carnet_engine::{Actor, Delivery, Engine};
use data_encoding::BASE64;
use futures_util::future::join_all;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Client, Url, redirect::Policy};
use sha2::Sha256;
use std::{net::IpAddr, sync::Arc, time::Duration};
use tokio::sync::watch;

/// How many deliveries are made side by side.
const AT_ONCE: i64 = 10;
/// How long a program may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often what is due is looked for.
const BEAT: Duration = Duration::from_secs(3);

/// Delivers what webhooks are owed.
#[derive(Clone)]
pub struct Courier {
    engine: Engine,
    client: Client,
    /// Whether messages may go to this machine and to private networks.
    to_private: bool,
}

impl Courier {
    /// A courier for an engine. Unless `to_private` says so, no message goes to a private address.
    pub fn new(engine: Engine, to_private: bool) -> Result<Self> {
        // There may be one already; any will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Whoever is told to go elsewhere would be led past the check of addresses.
        let mut client = Client::builder().redirect(Policy::none()).timeout(PATIENCE).no_proxy();
        if !to_private {
            client = client.dns_resolver(Arc::new(PublicOnly));
        }
        let client = client.user_agent("Carnet").build().context("no messages can be sent")?;
        Ok(Self { engine, client, to_private })
    }

    /// Delivers until somebody stops it.
    pub(crate) async fn work(&self, mut stopped: watch::Receiver<bool>) {
        loop {
            match self.deliver_due().await {
                Ok(0) => {}
                Ok(_) => continue,
                Err(error) => tracing::error!(error = ?error, "webhooks could not be told"),
            }
            tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => return,
                () = tokio::time::sleep(BEAT) => {}
            }
        }
    }

    /// Delivers what is due now, and says how much that was.
    pub async fn deliver_due(&self) -> Result<usize, carnet_engine::Error> {
        let system = Actor::system();
        let due = self.engine.take_deliveries(&system, AT_ONCE).await?;
        for ended in join_all(due.iter().map(|delivery| self.deliver(&system, delivery))).await {
            ended?;
        }
        Ok(due.len())
    }

    async fn deliver(&self, system: &Actor, delivery: &Delivery) -> Result<(), carnet_engine::Error> {
        let sent = self.send(delivery).await;
        let attempted = sent.as_ref().copied().map_err(String::as_str);
        tracing::debug!(delivery = %delivery.id, attempt = delivery.n_attempts, ?attempted, "webhook told");
        self.engine.end_delivery(system, delivery, attempted).await
    }

    /// Sends a message: what was answered, or why nothing was. The address is not told: it may hold a secret.
    async fn send(&self, delivery: &Delivery) -> Result<u16, String> {
        let url = Url::parse(&delivery.url).map_err(|error| error.to_string())?;
        if !self.to_private && is_private_literal(&url) {
            return Err("the address is not a public one".to_owned());
        }
        let at = self.engine.now().timestamp();
        let message = self
            .client
            .post(url)
            .header("content-type", "application/json")
            .header("webhook-id", delivery.id.to_string())
            .header("webhook-timestamp", at)
            .header("webhook-signature", signature(delivery, at)?)
            .body(delivery.payload.clone());
        match message.send().await {
            Ok(answer) => Ok(answer.status().as_u16()),
            Err(error) => Err(cause(&error.without_url())),
        }
    }
}

/// The signature of identity, time and body.
fn signature(delivery: &Delivery, at: i64) -> Result<String, String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&delivery.secret).map_err(|error| error.to_string())?;
    mac.update(format!("{}.{at}.{}", delivery.id, delivery.payload).as_bytes());
    Ok(format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes())))
}

/// The secret as programs are given it.
pub(crate) fn shown(secret: &[u8]) -> String {
    format!("whsec_{}", BASE64.encode(secret))
}

/// Whether an address names a machine by a number that is not public. Names are looked at when they are looked up.
fn is_private_literal(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.parse::<IpAddr>().is_ok_and(|ip| !is_public(ip))
}

/// The last reason of several, which says most.
fn cause(error: &dyn std::error::Error) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}
