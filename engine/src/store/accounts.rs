//! `account`.

use super::{StoreError, Tx, column, execute, fetch_optional};
use crate::{
    domain::account::{Account, EmailAddress, Language},
    ids::AccountId,
};
use chrono::{DateTime, Utc};

const INSERT: &str = "
    INSERT INTO account (id, email, name, language, administrator, verified_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (email) DO NOTHING";
const FIND: &str = "
    SELECT id, email, name, language, administrator, verified_at, created_at
      FROM account
     WHERE id = $1";
const FIND_BY_EMAIL: &str = "
    SELECT id, email, name, language, administrator, verified_at, created_at
      FROM account
     WHERE email = $1";
const SET_PASSWORD: &str = "
    UPDATE account
       SET password_hash = $2, verified_at = COALESCE(verified_at, $3)
     WHERE id = $1";
const LOCK: &str = "UPDATE account SET name = name WHERE id = $1";
const SET_EMAIL: &str = "
    UPDATE account
       SET email = $2, verified_at = $3
     WHERE id = $1";
const PASSWORD: &str = "
    SELECT id, password_hash
      FROM account
     WHERE email = $1";

#[derive(sqlx::FromRow)]
struct Row {
    id: AccountId,
    email: String,
    name: String,
    language: String,
    administrator: bool,
    verified_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for Account {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            email: stored_address("account", &row.email)?,
            name: row.name,
            language: column("account", "language", Language::parse(&row.language))?,
            administrator: row.administrator,
            verified_at: row.verified_at,
            created_at: row.created_at,
        })
    }
}

/// An address that was stored.
pub(crate) fn stored_address(table: &'static str, text: &str) -> Result<EmailAddress, StoreError> {
    let address = EmailAddress::parse("email", text).map_err(|_| sqlx::Error::RowNotFound);
    column(table, "email", address)
}

/// Adds an account; false where the address has one.
pub(crate) async fn insert(tx: &mut Tx, account: &Account) -> Result<bool, StoreError> {
    let n_rows = execute!(
        tx,
        INSERT,
        account.id,
        account.email.as_str(),
        &account.name,
        account.language.as_str(),
        account.administrator,
        account.verified_at,
        account.created_at
    )?;
    Ok(n_rows == 1)
}

/// The account.
pub(crate) async fn find(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, StoreError> {
    fetch_optional!(tx, Row, FIND, id)?.map(Account::try_from).transpose()
}

/// Locks an account until the transaction ends: before what belongs to it.
pub(crate) async fn lock(tx: &mut Tx, id: AccountId) -> Result<(), StoreError> {
    execute!(tx, LOCK, id)?;
    Ok(())
}

/// The account of an address.
pub(crate) async fn find_by_email(tx: &mut Tx, email: &EmailAddress) -> Result<Option<Account>, StoreError> {
    fetch_optional!(tx, Row, FIND_BY_EMAIL, email.as_str())?.map(Account::try_from).transpose()
}

/// Sets the password; whoever could do that has the address.
pub(crate) async fn set_password(
    tx: &mut Tx,
    id: AccountId,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, SET_PASSWORD, id, hash, now)?;
    Ok(())
}

/// Gives an account another address, which was verified. A duplicate where another account has it.
pub(crate) async fn set_email(
    tx: &mut Tx,
    id: AccountId,
    email: &EmailAddress,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, SET_EMAIL, id, email.as_str(), now)?;
    Ok(())
}

/// The account of an address, with the hash of its password.
pub(crate) async fn find_password(
    tx: &mut Tx,
    email: &str,
) -> Result<Option<(AccountId, Option<String>)>, StoreError> {
    fetch_optional!(tx, (AccountId, Option<String>), PASSWORD, email)
}

/// Changes the language.
pub(crate) async fn set_language(tx: &mut Tx, id: AccountId, language: Language) -> Result<u64, StoreError> {
    execute!(tx, "UPDATE account SET language = $2 WHERE id = $1", id, language.as_str())
}

/// Makes the account an administrator of the installation.
pub(crate) async fn set_administrator(tx: &mut Tx, id: AccountId) -> Result<u64, StoreError> {
    execute!(tx, "UPDATE account SET administrator = $2 WHERE id = $1", id, true)
}
