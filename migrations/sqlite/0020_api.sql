-- The interface for programs: tokens, answers that are kept, webhooks and their deliveries.

-- By what a program calls for an account; its scopes only narrow what the account may
CREATE TABLE api_token (
    id           BLOB PRIMARY KEY,
    account_id   BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    event_id     BLOB REFERENCES event (id),
    name         TEXT NOT NULL,
    token_hash   BLOB NOT NULL UNIQUE,
    scopes       TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    expires_at   TEXT NOT NULL,
    last_used_at TEXT,
    withdrawn_at TEXT
) STRICT;
CREATE INDEX api_token_account ON api_token (account_id);

-- What was answered to a call with an idempotency key; without a status while the call goes on
CREATE TABLE api_answer (
    token_id     BLOB NOT NULL REFERENCES api_token (id) ON DELETE CASCADE,
    key          TEXT NOT NULL,
    call_hash    BLOB NOT NULL,
    status       INTEGER,
    content_type TEXT,
    body         BLOB,
    begun_at     TEXT NOT NULL,
    PRIMARY KEY (token_id, key)
) STRICT;
CREATE INDEX api_answer_begun ON api_answer (begun_at);

-- Where what happens in an event is told to a program; the secret is sealed
CREATE TABLE webhook (
    id         BLOB PRIMARY KEY,
    event_id   BLOB NOT NULL REFERENCES event (id),
    url        TEXT NOT NULL,
    secret     BLOB NOT NULL,
    kinds      TEXT NOT NULL,
    created_at TEXT NOT NULL,
    ended_at   TEXT,
    ended_why  TEXT CHECK (ended_why IN ('withdrawn', 'gone'))
) STRICT;
CREATE INDEX webhook_event ON webhook (event_id) WHERE ended_at IS NULL;

-- What is told to a webhook: taken by one node until a time, tried again later, given up in the end
CREATE TABLE webhook_delivery (
    id          BLOB PRIMARY KEY,
    webhook_id  BLOB NOT NULL REFERENCES webhook (id),
    kind        TEXT NOT NULL,
    payload     TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('owed', 'delivered', 'given-up')),
    n_attempts  INTEGER NOT NULL,
    created_at  TEXT NOT NULL,
    due_at      TEXT NOT NULL,
    taken_until TEXT,
    last_at     TEXT,
    last_status INTEGER,
    last_error  TEXT
) STRICT;
CREATE INDEX webhook_delivery_owed ON webhook_delivery (due_at) WHERE state = 'owed';
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id, created_at);
CREATE INDEX webhook_delivery_created ON webhook_delivery (created_at);
