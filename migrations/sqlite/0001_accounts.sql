-- Accounts, organisations, roles, audit and notices.

-- A chamber, a partner of one, or a company
CREATE TABLE organisation (
    id           BLOB PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN ('chamber', 'partner', 'company')),
    name         TEXT NOT NULL,
    country      TEXT NOT NULL,
    region       TEXT,
    external_id  TEXT UNIQUE,
    created_at   TEXT NOT NULL
) STRICT;

-- One person, for all events
CREATE TABLE account (
    id                  BLOB PRIMARY KEY,
    email               TEXT NOT NULL CONSTRAINT account_email_key UNIQUE,
    name                TEXT NOT NULL,
    language            TEXT NOT NULL CHECK (language IN ('fr', 'en')),
    administrator       INTEGER NOT NULL,
    password_hash       TEXT,
    verified_at         TEXT,
    factor_secret       BLOB,  -- sealed
    factor_confirmed_at TEXT,
    factor_last_step    INTEGER,
    created_at          TEXT NOT NULL
) STRICT;

-- Stands in once for a lost second factor
CREATE TABLE recovery_code (
    account_id  BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    code_hash   BLOB NOT NULL,
    used_at     TEXT,
    PRIMARY KEY (account_id, code_hash)
) STRICT;

-- A link that was sent: single use, with an end; email is the address that it proves, where that is to become the account's
CREATE TABLE account_token (
    id          BLOB PRIMARY KEY,
    account_id  BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    purpose     TEXT NOT NULL CHECK (purpose IN ('set-password', 'change-email')),
    email       TEXT,
    token_hash  BLOB NOT NULL UNIQUE,
    created_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    used_at     TEXT
) STRICT;
CREATE INDEX account_token_account ON account_token (account_id);

-- Attempts by account and by origin within a window; the key is a hash
CREATE TABLE throttle (
    key        TEXT PRIMARY KEY,
    since      TEXT NOT NULL,
    n_attempts INTEGER NOT NULL
) STRICT;

-- From signing in to signing out; incomplete until the second factor is checked
CREATE TABLE sign_in (
    id           BLOB PRIMARY KEY,
    account_id   BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    token_hash   BLOB NOT NULL UNIQUE,
    complete     INTEGER NOT NULL,
    created_at   TEXT NOT NULL,
    last_used_at TEXT NOT NULL,
    ended_at     TEXT
) STRICT;
CREATE INDEX sign_in_account ON sign_in (account_id);

-- Who tried to sign in, kept one year
CREATE TABLE sign_in_record (
    id         BLOB PRIMARY KEY,
    account_id BLOB REFERENCES account (id) ON DELETE SET NULL,
    outcome    TEXT NOT NULL CHECK (outcome IN ('signed-in', 'factor-asked', 'wrong-password', 'wrong-code', 'throttled', 'unknown')),
    origin     TEXT,
    at         TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_record_account ON sign_in_record (account_id, at);
CREATE INDEX sign_in_record_at ON sign_in_record (at);

-- What somebody is in an event
CREATE TABLE event_role (
    id              BLOB PRIMARY KEY,
    event_id        BLOB NOT NULL REFERENCES event (id),
    account_id      BLOB NOT NULL REFERENCES account (id),
    organisation_id BLOB REFERENCES organisation (id),
    kind            TEXT NOT NULL CHECK (kind IN ('principal', 'secondary', 'check-in-desk', 'expert', 'participant')),
    functions       TEXT NOT NULL,
    scope           TEXT NOT NULL,
    version         INTEGER NOT NULL,
    created_at      TEXT NOT NULL,
    withdrawn_at    TEXT
) STRICT;
CREATE UNIQUE INDEX event_role_once ON event_role (event_id, account_id, kind) WHERE withdrawn_at IS NULL;
CREATE INDEX event_role_account ON event_role (account_id);

-- Which co-organiser gets which registrations; the first rule that fits counts
CREATE TABLE assignment_rule (
    id              BLOB PRIMARY KEY,
    event_id        BLOB NOT NULL REFERENCES event (id),
    position        INTEGER NOT NULL,
    criterion       TEXT NOT NULL CHECK (criterion IN ('country', 'region', 'organisation')),
    value           TEXT NOT NULL,
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    UNIQUE (event_id, position)
) STRICT;

-- The last entry of each chain, one per event and one (nil) for the installation; how many may have changed catalogue and planning
CREATE TABLE audit_chain (
    id          BLOB PRIMARY KEY,
    n_entries   INTEGER NOT NULL,
    n_catalogue INTEGER NOT NULL,
    n_planning  INTEGER NOT NULL,
    head        BLOB NOT NULL
) STRICT;

-- Who did what; only ever added to, but for the erasure of a detail
CREATE TABLE audit_entry (
    chain_id    BLOB NOT NULL REFERENCES audit_chain (id),
    position    INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    kind        TEXT NOT NULL,
    object_id   BLOB NOT NULL,
    detail      TEXT,
    detail_hash BLOB NOT NULL,
    at          TEXT NOT NULL,
    origin      TEXT,
    hash        BLOB NOT NULL,
    PRIMARY KEY (chain_id, position)
) STRICT;
CREATE INDEX audit_entry_object ON audit_entry (object_id, chain_id, position);

CREATE TRIGGER audit_entry_keeps BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
WHEN NEW.detail IS NOT NULL OR NEW.hash <> OLD.hash OR NEW.detail_hash <> OLD.detail_hash
BEGIN
    SELECT RAISE(ABORT, 'the audit is append-only');
END;

-- Messages that are owed: the outbox; address stands where one goes elsewhere than to the account's
CREATE TABLE notice (
    id           BLOB PRIMARY KEY,
    event_id     BLOB,
    recipient_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    address      TEXT,
    kind         TEXT NOT NULL,
    language     TEXT NOT NULL CHECK (language IN ('fr', 'en')),
    data         TEXT NOT NULL,
    secret       TEXT,
    by_sms       INTEGER NOT NULL,
    due_at       TEXT NOT NULL,
    dedupe_key   TEXT NOT NULL UNIQUE,
    created_at   TEXT NOT NULL,
    attempt_at   TEXT NOT NULL,  -- when it may be tried next; while a node tries it, when it is another's to try
    attempts     INTEGER NOT NULL,
    worker       TEXT,
    failure      TEXT,
    sent_at      TEXT,
    given_up_at  TEXT
) STRICT;
CREATE INDEX notice_owed ON notice (attempt_at, id) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX notice_event ON notice (event_id, id);
