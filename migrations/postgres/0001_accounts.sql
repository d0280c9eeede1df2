-- Accounts, organisations, roles, audit and notices.

CREATE TABLE organisation (
    id           UUID PRIMARY KEY,
    kind         TEXT NOT NULL CHECK (kind IN ('chamber', 'partner', 'company')),
    name         TEXT NOT NULL,
    country      TEXT NOT NULL,
    region       TEXT,
    external_id  TEXT UNIQUE,
    created_at   TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE organisation IS 'A chamber, a partner of one, or a company';

CREATE TABLE account (
    id                  UUID PRIMARY KEY,
    email               TEXT NOT NULL CONSTRAINT account_email_key UNIQUE,
    name                TEXT NOT NULL,
    language            TEXT NOT NULL CHECK (language IN ('fr', 'en')),
    administrator       BOOLEAN NOT NULL,
    password_hash       TEXT,
    verified_at         TIMESTAMPTZ,
    factor_secret       BYTEA,  -- sealed
    factor_confirmed_at TIMESTAMPTZ,
    factor_last_step    BIGINT,
    created_at          TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE account IS 'One person, for all events';

CREATE TABLE recovery_code (
    account_id  UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    code_hash   BYTEA NOT NULL,
    used_at     TIMESTAMPTZ,
    PRIMARY KEY (account_id, code_hash)
);
COMMENT ON TABLE recovery_code IS 'Stands in once for a lost second factor';

CREATE TABLE account_token (
    id          UUID PRIMARY KEY,
    account_id  UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    purpose     TEXT NOT NULL CHECK (purpose IN ('set-password', 'change-email')),
    email       TEXT,
    token_hash  BYTEA NOT NULL UNIQUE,
    created_at  TIMESTAMPTZ NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL,
    used_at     TIMESTAMPTZ
);
CREATE INDEX account_token_account ON account_token (account_id);
COMMENT ON TABLE account_token IS 'A link that was sent: single use, with an end; email is the address that it proves, where that is to become the account''s';

CREATE TABLE throttle (
    key        TEXT PRIMARY KEY,
    since      TIMESTAMPTZ NOT NULL,
    n_attempts BIGINT NOT NULL
);
COMMENT ON TABLE throttle IS 'Attempts by account and by origin within a window; the key is a hash';

CREATE TABLE sign_in (
    id           UUID PRIMARY KEY,
    account_id   UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    token_hash   BYTEA NOT NULL UNIQUE,
    complete     BOOLEAN NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ NOT NULL,
    ended_at     TIMESTAMPTZ
);
CREATE INDEX sign_in_account ON sign_in (account_id);
COMMENT ON TABLE sign_in IS 'From signing in to signing out; incomplete until the second factor is checked';

CREATE TABLE sign_in_record (
    id         UUID PRIMARY KEY,
    account_id UUID REFERENCES account (id) ON DELETE SET NULL,
    outcome    TEXT NOT NULL CHECK (outcome IN ('signed-in', 'factor-asked', 'wrong-password', 'wrong-code', 'throttled', 'unknown')),
    origin     TEXT,
    at         TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_in_record_account ON sign_in_record (account_id, at);
CREATE INDEX sign_in_record_at ON sign_in_record (at);
COMMENT ON TABLE sign_in_record IS 'Who tried to sign in, kept one year';

CREATE TABLE event_role (
    id              UUID PRIMARY KEY,
    event_id        UUID NOT NULL,
    account_id      UUID NOT NULL REFERENCES account (id),
    organisation_id UUID REFERENCES organisation (id),
    kind            TEXT NOT NULL CHECK (kind IN ('principal', 'secondary', 'check-in-desk', 'expert', 'participant')),
    functions       JSONB NOT NULL,
    scope           JSONB NOT NULL,
    version         BIGINT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    withdrawn_at    TIMESTAMPTZ
);
CREATE UNIQUE INDEX event_role_once ON event_role (event_id, account_id, kind) WHERE withdrawn_at IS NULL;
CREATE INDEX event_role_account ON event_role (account_id);
COMMENT ON TABLE event_role IS 'What somebody is in an event';

CREATE TABLE assignment_rule (
    id              UUID PRIMARY KEY,
    event_id        UUID NOT NULL,
    position        BIGINT NOT NULL,
    criterion       TEXT NOT NULL CHECK (criterion IN ('country', 'region', 'organisation')),
    value           TEXT NOT NULL,
    organisation_id UUID NOT NULL REFERENCES organisation (id),
    UNIQUE (event_id, position)
);
COMMENT ON TABLE assignment_rule IS 'Which co-organiser gets which registrations; the first rule that fits counts';

CREATE TABLE audit_chain (
    id          UUID PRIMARY KEY,
    n_entries   BIGINT NOT NULL,
    n_catalogue BIGINT NOT NULL,
    n_planning  BIGINT NOT NULL,
    head        BYTEA NOT NULL
);
COMMENT ON TABLE audit_chain IS 'The last entry of each chain, one per event and one (nil) for the installation; how many may have changed catalogue and planning';

CREATE TABLE audit_entry (
    chain_id    UUID NOT NULL REFERENCES audit_chain (id),
    position    BIGINT NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    kind        TEXT NOT NULL,
    object_id   UUID NOT NULL,
    detail      TEXT,
    detail_hash BYTEA NOT NULL,
    at          TIMESTAMPTZ NOT NULL,
    origin      TEXT,
    hash        BYTEA NOT NULL,
    PRIMARY KEY (chain_id, position)
);
CREATE INDEX audit_entry_object ON audit_entry (object_id, chain_id, position);
COMMENT ON TABLE audit_entry IS 'Who did what; only ever added to, but for the erasure of a detail';

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only';
END
$$;

CREATE TRIGGER audit_entry_keeps BEFORE DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
    FOR EACH ROW WHEN (NEW.detail IS NOT NULL OR NEW.hash <> OLD.hash OR NEW.detail_hash <> OLD.detail_hash)
    EXECUTE FUNCTION audit_is_append_only();

CREATE TABLE notice (
    id           UUID PRIMARY KEY,
    event_id     UUID,
    recipient_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    address      TEXT,
    kind         TEXT NOT NULL,
    language     TEXT NOT NULL CHECK (language IN ('fr', 'en')),
    data         JSONB NOT NULL,
    secret       TEXT,
    by_sms       BOOLEAN NOT NULL,
    due_at       TIMESTAMPTZ NOT NULL,
    dedupe_key   TEXT NOT NULL UNIQUE,
    created_at   TIMESTAMPTZ NOT NULL,
    attempt_at   TIMESTAMPTZ NOT NULL,  -- when it may be tried next; while a node tries it, when it is another's to try
    attempts     BIGINT NOT NULL,
    worker       TEXT,
    failure      TEXT,
    sent_at      TIMESTAMPTZ,
    given_up_at  TIMESTAMPTZ
);
CREATE INDEX notice_owed ON notice (attempt_at, id) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX notice_event ON notice (event_id, id);
COMMENT ON TABLE notice IS 'Messages that are owed: the outbox; address stands where one goes elsewhere than to the account''s';
