//! Links: made, sent and used up. Only the hash of a secret is kept.

use crate::{
    AccountId, Engine, Error, Refusal,
    domain::account::{EmailAddress, Purpose},
    store::{
        Tx, accounts,
        tokens::{self, Token},
    },
};
use sha2::{Digest, Sha256};

/// The hash under which a secret is kept. A plain hash will do: the secret is 256 random bits.
pub(crate) fn secret_hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Bytes as text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

impl Engine {
    /// A new secret as text that fits into an address.
    pub(crate) fn secret_text(&self) -> String {
        hex(&self.secret())
    }

    /// Makes a link's secret, and keeps its hash.
    pub(crate) async fn issue_token(
        &self,
        tx: &mut Tx,
        account: AccountId,
        purpose: Purpose,
    ) -> Result<String, Error> {
        self.issue(tx, account, purpose, None).await
    }

    /// Makes the secret of a link that proves an address, which is to become the account's.
    pub(crate) async fn issue_email_token(
        &self,
        tx: &mut Tx,
        account: AccountId,
        email: EmailAddress,
    ) -> Result<String, Error> {
        self.issue(tx, account, Purpose::ChangeEmail, Some(email)).await
    }

    async fn issue(
        &self,
        tx: &mut Tx,
        account: AccountId,
        purpose: Purpose,
        email: Option<EmailAddress>,
    ) -> Result<String, Error> {
        let (secret, now) = (self.secret_text(), self.now());
        let expires_at = now + self.settings().token_lifetime;
        let token = Token {
            id: self.id(),
            account,
            purpose,
            email,
            hash: secret_hash(&secret),
            created_at: now,
            expires_at,
        };
        tokens::insert(tx, &token).await?;
        Ok(secret)
    }

    /// Uses a link up: the account that it was sent to, and the address that it proves.
    ///
    /// The account is locked first, so that of two links of one account that are used at once the second finds what the first
    /// made of it.
    pub(crate) async fn consume_token(
        &self,
        tx: &mut Tx,
        secret: &str,
        purpose: Purpose,
    ) -> Result<(AccountId, Option<EmailAddress>), Error> {
        let (hash, now) = (secret_hash(secret), self.now());
        let (account, email) = tokens::find(tx, &hash, purpose, now).await?.ok_or(Refusal::TokenNotValid)?;
        accounts::lock(tx, account).await?;
        if !tokens::consume(tx, &hash, purpose, now).await? {
            return Err(Refusal::TokenNotValid.into());
        }
        Ok((account, email))
    }
}
