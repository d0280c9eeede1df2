//! Short messages through a gateway that speaks HTTP.

use crate::Config;
use anyhow::{Context, Result, bail};
use carnet_engine::domain::outbox::Failure;
use reqwest::{
    Client, Method, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use std::{fs, time::Duration};

/// For how long a gateway is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
const PLACES: [&str; 2] = ["{to}", "{text}"];

/// A gateway.
#[derive(Clone, Debug)]
pub(crate) struct Gateway {
    client: Client,
    url: String,
    method: Method,
}

impl Gateway {
    /// The one that is configured, if one is.
    pub(crate) fn of(config: &Config) -> Result<Option<Self>> {
        let Some(url) = &config.sms_url else { return Ok(None) };
        // The address itself is not told: a key may be in it.
        let web = ["http://", "https://"].iter().any(|start| url.starts_with(start));
        if !web || PLACES.iter().any(|place| !url.contains(place)) {
            bail!("sms_url: must begin with https:// and have {{to}} and {{text}} in it");
        }
        let method = match config.sms_method.as_str() {
            "GET" => Method::GET,
            "POST" => Method::POST,
            _ => bail!("sms_method: GET or POST"),
        };
        // Whoever was first has set the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().timeout(PATIENCE).default_headers(header(config)?).build()?;
        Ok(Some(Self { client, url: url.clone(), method }))
    }

    /// Hands a message over.
    pub(crate) async fn send(&self, to: &str, text: &str) -> Result<(), Failure> {
        let number: String = to.chars().filter(|c| *c == '+' || c.is_ascii_digit()).collect();
        let url = self.url.replace(PLACES[0], &escaped(&number)).replace(PLACES[1], &escaped(text));
        let answer = self.client.request(self.method.clone(), url).send().await;
        // The address holds the message.
        let answer =
            answer.map_err(|error| Failure { reason: error.without_url().to_string(), lasting: false })?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        let lasting = matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY);
        Err(Failure { reason: format!("HTTP {status}"), lasting })
    }
}

/// The header that the gateway asks for, from the environment or a file.
fn header(config: &Config) -> Result<HeaderMap> {
    let line = match (&config.sms_header, &config.sms_header_file) {
        (Some(line), _) => line.clone(),
        (None, Some(file)) => {
            fs::read_to_string(file).with_context(|| format!("sms_header_file: {}", file.display()))?
        }
        (None, None) => return Ok(HeaderMap::new()),
    };
    let wrong = "sms_header: not a header, such as `Authorization: Bearer …`";
    let (name, value) = line.trim().split_once(':').context(wrong)?;
    let mut value = HeaderValue::from_str(value.trim()).context(wrong)?;
    value.set_sensitive(true);
    Ok(HeaderMap::from_iter([(HeaderName::from_bytes(name.trim().as_bytes()).context(wrong)?, value)]))
}

fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
