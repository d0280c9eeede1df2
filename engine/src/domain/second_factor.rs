//! The second factor: codes of six digits that change every thirty seconds (RFC 6238).

use crate::Error;
use chrono::{DateTime, Utc};
use totp_rs::{Algorithm, TOTP};

const STEP_SECONDS: i64 = 30;
/// How many steps a clock may be ahead or behind.
const SKEW: i64 = 1;

/// The address that an authenticator application reads from a picture.
pub fn url(secret: &[u8], email: &str) -> Result<String, Error> {
    Ok(totp(secret, email)?.get_url())
}

/// The secret to type where a picture cannot be read.
pub fn typed(secret: &[u8], email: &str) -> Result<String, Error> {
    Ok(totp(secret, email)?.get_secret_base32())
}

/// The code of a moment, as the application shows it.
pub fn code(secret: &[u8], at: DateTime<Utc>) -> Result<String, Error> {
    Ok(totp(secret, "code")?.generate(at.timestamp().unsigned_abs()))
}

/// The step to which a code belongs. Each step may be used once, so that a code that was overseen is worth nothing.
pub fn step(secret: &[u8], code: &str, now: DateTime<Utc>) -> Result<Option<i64>, Error> {
    let totp = totp(secret, "code")?;
    let present = now.timestamp() / STEP_SECONDS;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let fits = |step: &i64| totp.generate((step * STEP_SECONDS).unsigned_abs()) == code;
    Ok((present - SKEW..=present + SKEW).rev().find(fits))
}

fn totp(secret: &[u8], email: &str) -> Result<TOTP, Error> {
    // The issuer stands before a colon in the address, so neither may have one.
    let name = email.replace(':', "");
    TOTP::new(
        Algorithm::SHA1,
        6,
        1,
        STEP_SECONDS.unsigned_abs(),
        secret.to_vec(),
        Some("Carnet".to_owned()),
        name,
    )
    .map_err(|_| Error::Internal("the secret of a second factor is not usable"))
}
