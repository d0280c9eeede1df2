//! Secrets that the engine must be able to read again, sealed with the installation's key: whoever has the database alone
//! cannot read them, change them or move them to another account.

use crate::Error;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A nonce may be drawn by chance: at this length none is drawn twice.
const NONCE_BYTES: usize = 24;
const KEY_BYTES: usize = 32;

/// The key with which an installation seals secrets: the same on every node, and never in the database. It is never shown.
#[derive(Clone)]
pub struct SealingKey(XChaCha20Poly1305);

/// A text that is no key. The text itself is not told, since it may be one with a slip in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a key is {KEY_BYTES} random bytes as 64 hexadecimal digits or in Base64, as `openssl rand -base64 32` prints"
)]
pub struct NotAKey;

impl SealingKey {
    /// The key of these bytes.
    pub fn new(bytes: &[u8; KEY_BYTES]) -> Self {
        Self(XChaCha20Poly1305::new(bytes.into()))
    }

    /// Seals a secret of an account, or of something else that is named by an identity: the nonce, and behind it what only the
    /// key opens. `chance` is never used twice.
    pub(crate) fn seal(
        &self,
        owner: impl Into<Uuid>,
        secret: &[u8],
        chance: [u8; 32],
    ) -> Result<Vec<u8>, Error> {
        let owner: Uuid = owner.into();
        let nonce: &[u8; NONCE_BYTES] =
            chance.first_chunk().ok_or(Error::Internal("a nonce has its length"))?;
        let closed = self.0.encrypt(nonce.into(), Payload { msg: secret, aad: owner.as_bytes() });
        let closed = closed.map_err(|_| Error::Internal("a secret is too long to be sealed"))?;
        Ok([nonce.as_slice(), &closed].concat())
    }

    /// Opens what was sealed for the owner with this key, or [`Error::WrongKey`].
    pub(crate) fn open(&self, owner: impl Into<Uuid>, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let owner: Uuid = owner.into();
        let (nonce, closed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(Error::WrongKey)?;
        let payload = Payload { msg: closed, aad: owner.as_bytes() };
        self.0.decrypt(nonce.into(), payload).map_err(|_| Error::WrongKey)
    }
}

impl FromStr for SealingKey {
    type Err = NotAKey;

    /// Reads a key from 64 hexadecimal digits or Base64, with space around it.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let text = text.trim().as_bytes();
        let encoding = if text.len() == 2 * KEY_BYTES { HEXLOWER_PERMISSIVE } else { BASE64 };
        let bytes = encoding.decode(text).map_err(|_| NotAKey)?;
        bytes.first_chunk().filter(|_| bytes.len() == KEY_BYTES).map(Self::new).ok_or(NotAKey)
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccountId;

    const SECRET: &[u8] = b"a secret of one account";

    fn ada() -> AccountId {
        Uuid::from_u128(1).into()
    }

    fn ben() -> AccountId {
        Uuid::from_u128(2).into()
    }

    fn key(byte: u8) -> SealingKey {
        SealingKey::new(&[byte; 32])
    }

    fn is_wrong_key(result: &Result<Vec<u8>, Error>) -> bool {
        matches!(result, Err(Error::WrongKey))
    }

    #[test]
    fn only_the_key_and_the_account_that_sealed_a_secret_open_it() {
        let sealed = key(1).seal(ada(), SECRET, [7; 32]).unwrap();
        assert_eq!(key(1).open(ada(), &sealed).unwrap(), SECRET);
        assert!(is_wrong_key(&key(2).open(ada(), &sealed)));
        assert!(is_wrong_key(&key(1).open(ben(), &sealed)));
        for i in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[i] ^= 1;
            assert!(is_wrong_key(&key(1).open(ada(), &changed)), "byte {i}");
            assert!(is_wrong_key(&key(1).open(ada(), &sealed[..i])), "{i} bytes");
        }
    }

    #[test]
    fn nothing_of_a_secret_shows_and_chance_makes_it_another_each_time() {
        let (one, other) =
            (key(1).seal(ada(), SECRET, [7; 32]).unwrap(), key(1).seal(ada(), SECRET, [8; 32]).unwrap());
        assert!(!one.windows(4).any(|part| SECRET.windows(4).any(|of_secret| of_secret == part)));
        assert_ne!(one[NONCE_BYTES..], other[NONCE_BYTES..]);
    }

    #[test]
    fn keys_are_read_from_hexadecimal_digits_and_base64_and_nothing_else() {
        let sealed = key(0xAB).seal(ada(), SECRET, [7; 32]).unwrap();
        let (hex, base64) = ("ab".repeat(32), format!("{}s=", "q6ur".repeat(10) + "q6"));
        for text in
            [hex.clone(), hex.to_uppercase(), format!(" {hex}\n"), base64.clone(), format!("{base64}\n")]
        {
            let read: SealingKey = text.parse().unwrap();
            assert_eq!(read.open(ada(), &sealed).unwrap(), SECRET, "{text}");
        }
        let wrong =
            ["", " ", "correct horse battery staple", &hex[2..], &hex[1..], &base64[4..], &"q6ur".repeat(16)];
        for text in wrong {
            assert_eq!(text.parse::<SealingKey>().err(), Some(NotAKey), "{text:?}");
        }
    }

    #[test]
    fn a_key_never_shows() {
        let shown = format!("{:?} {:#?}", key(0xAB), key(0xAB));
        assert_eq!(shown, "SealingKey(…) SealingKey(…)");
    }
}
