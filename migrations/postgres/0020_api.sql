-- The interface for programs: tokens, answers that are kept, webhooks and their deliveries.

CREATE TABLE api_token (
    id           UUID PRIMARY KEY,
    account_id   UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    event_id     UUID REFERENCES event (id),
    name         TEXT NOT NULL,
    token_hash   BYTEA NOT NULL UNIQUE,
    scopes       JSONB NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    withdrawn_at TIMESTAMPTZ
);
CREATE INDEX api_token_account ON api_token (account_id);
COMMENT ON TABLE api_token IS 'By what a program calls for an account; its scopes only narrow what the account may';

CREATE TABLE api_answer (
    token_id     UUID NOT NULL REFERENCES api_token (id) ON DELETE CASCADE,
    key          TEXT NOT NULL,
    call_hash    BYTEA NOT NULL,
    status       BIGINT,
    content_type TEXT,
    body         BYTEA,
    begun_at     TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (token_id, key)
);
CREATE INDEX api_answer_begun ON api_answer (begun_at);
COMMENT ON TABLE api_answer IS 'What was answered to a call with an idempotency key; without a status while the call goes on';

CREATE TABLE webhook (
    id         UUID PRIMARY KEY,
    event_id   UUID NOT NULL REFERENCES event (id),
    url        TEXT NOT NULL,
    secret     BYTEA NOT NULL,
    kinds      JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    ended_at   TIMESTAMPTZ,
    ended_why  TEXT CHECK (ended_why IN ('withdrawn', 'gone'))
);
CREATE INDEX webhook_event ON webhook (event_id) WHERE ended_at IS NULL;
COMMENT ON TABLE webhook IS 'Where what happens in an event is told to a program; the secret is sealed';

CREATE TABLE webhook_delivery (
    id          UUID PRIMARY KEY,
    webhook_id  UUID NOT NULL REFERENCES webhook (id),
    kind        TEXT NOT NULL,
    payload     TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('owed', 'delivered', 'given-up')),
    n_attempts  BIGINT NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    due_at      TIMESTAMPTZ NOT NULL,
    taken_until TIMESTAMPTZ,
    last_at     TIMESTAMPTZ,
    last_status BIGINT,
    last_error  TEXT
);
CREATE INDEX webhook_delivery_owed ON webhook_delivery (due_at) WHERE state = 'owed';
CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id, created_at);
CREATE INDEX webhook_delivery_created ON webhook_delivery (created_at);
COMMENT ON TABLE webhook_delivery IS 'What is told to a webhook: taken by one node until a time, tried again later, given up in the end';
