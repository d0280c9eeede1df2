-- Registrations: companies, people, offers and wants, with the forms and lists that the organiser sets up.

CREATE TABLE registration_settings (
    event_id UUID PRIMARY KEY REFERENCES event (id),
    settings JSONB NOT NULL,
    arrivals BIGINT NOT NULL,
    version  BIGINT NOT NULL
);
COMMENT ON TABLE registration_settings IS 'What an organiser chose for registrations; and the number of the last arrival';

CREATE TABLE term_list (
    event_id UUID NOT NULL REFERENCES event (id),
    list     TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('sector', 'keyword', 'key-figure', 'other')),
    labels   JSONB NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (event_id, list)
);
COMMENT ON TABLE term_list IS 'A list of terms: sectors, keywords, key figures, kinds of cooperation';

CREATE TABLE term (
    id        UUID PRIMARY KEY,
    event_id  UUID NOT NULL,
    list      TEXT NOT NULL,
    parent_id UUID REFERENCES term (id),
    code      TEXT NOT NULL,
    labels    JSONB NOT NULL,
    position  BIGINT NOT NULL,
    FOREIGN KEY (event_id, list) REFERENCES term_list (event_id, list),
    CONSTRAINT term_code_key UNIQUE (event_id, list, code)
);
COMMENT ON TABLE term IS 'A term of a list, perhaps below another';
CREATE INDEX term_parent ON term (parent_id);

CREATE TABLE form_field (
    id          UUID PRIMARY KEY,
    event_id    UUID NOT NULL REFERENCES event (id),
    category_id UUID REFERENCES category (id),
    block       TEXT NOT NULL CHECK (block IN ('company', 'person', 'offering')),
    name        TEXT NOT NULL,
    position    BIGINT NOT NULL,
    definition  JSONB NOT NULL
);
COMMENT ON TABLE form_field IS 'A field of a form; one of a category stands before the one for all';
CREATE UNIQUE INDEX form_field_once ON form_field (event_id, block, name, category_id) WHERE category_id IS NOT NULL;
CREATE UNIQUE INDEX form_field_for_all ON form_field (event_id, block, name) WHERE category_id IS NULL;
CREATE INDEX form_field_category ON form_field (category_id);

CREATE TABLE registration (
    id                   UUID PRIMARY KEY,
    event_id             UUID NOT NULL REFERENCES event (id),
    organisation_id      UUID REFERENCES organisation (id),
    co_organiser_id      UUID REFERENCES organisation (id),
    co_organiser_by_hand BOOLEAN NOT NULL DEFAULT FALSE,
    category_id          UUID NOT NULL REFERENCES category (id),
    owner_id             UUID REFERENCES account (id),
    company_name         TEXT NOT NULL,
    country              TEXT NOT NULL,
    region               TEXT,
    state                TEXT NOT NULL CHECK (state IN ('submitted', 'validated', 'refused', 'cancelled')),
    state_reason         TEXT,
    listed               BOOLEAN NOT NULL,
    paid                 BOOLEAN NOT NULL,
    may_book             BOOLEAN NOT NULL,
    answers              JSONB NOT NULL,
    external_id          TEXT,
    arrival              BIGINT NOT NULL,
    version              BIGINT NOT NULL,
    created_at           TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE registration IS 'A company''s part in an event: the block that is filled in once';
CREATE INDEX registration_event ON registration (event_id, state);
CREATE UNIQUE INDEX registration_arrival ON registration (event_id, arrival);
CREATE UNIQUE INDEX registration_external ON registration (event_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX registration_organisation ON registration (organisation_id);
CREATE INDEX registration_co_organiser ON registration (co_organiser_id);
CREATE INDEX registration_category ON registration (category_id);
CREATE INDEX registration_owner ON registration (owner_id);

CREATE TABLE registration_draft (
    id         UUID PRIMARY KEY,
    event_id   UUID NOT NULL REFERENCES event (id),
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    content    JSONB NOT NULL,
    version    BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    UNIQUE (event_id, account_id)
);
COMMENT ON TABLE registration_draft IS 'What somebody has filled in so far and not handed in: nobody else sees it';
CREATE INDEX registration_draft_account ON registration_draft (account_id);

CREATE TABLE participant (
    id              UUID PRIMARY KEY,
    event_id        UUID NOT NULL REFERENCES event (id),
    registration_id UUID NOT NULL REFERENCES registration (id),
    account_id      UUID REFERENCES account (id),
    category_id     UUID NOT NULL REFERENCES category (id),
    name            TEXT NOT NULL,
    email           TEXT,
    expert          BOOLEAN NOT NULL,
    company_admin   BOOLEAN NOT NULL DEFAULT FALSE,
    validated       BOOLEAN NOT NULL,
    answers         JSONB NOT NULL,
    max_meetings    BIGINT CHECK (max_meetings >= 0),
    promised        BIGINT CHECK (promised >= 0),
    absent_since    TIMESTAMPTZ,
    removed_at      TIMESTAMPTZ,
    external_id     TEXT,
    position        BIGINT NOT NULL DEFAULT 1,
    version         BIGINT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE participant IS 'A person of a registration, with an own agenda';
CREATE INDEX participant_event ON participant (event_id);
CREATE INDEX participant_registration ON participant (registration_id, position);
CREATE UNIQUE INDEX participant_account ON participant (event_id, account_id) WHERE account_id IS NOT NULL AND removed_at IS NULL;
CREATE UNIQUE INDEX participant_external ON participant (event_id, external_id) WHERE external_id IS NOT NULL AND removed_at IS NULL;
CREATE INDEX participant_of_account ON participant (account_id);
CREATE INDEX participant_category ON participant (category_id);

CREATE TABLE unavailability (
    id             UUID PRIMARY KEY,
    event_id       UUID NOT NULL REFERENCES event (id),
    participant_id UUID NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    starts_at      TIMESTAMPTZ NOT NULL,
    ends_at        TIMESTAMPTZ NOT NULL,
    CHECK (starts_at < ends_at)
);
COMMENT ON TABLE unavailability IS 'When a participant is not there, by their own word';
CREATE INDEX unavailability_participant ON unavailability (participant_id, starts_at);
CREATE INDEX unavailability_event ON unavailability (event_id);

CREATE TABLE offering (
    id              UUID PRIMARY KEY,
    event_id        UUID NOT NULL REFERENCES event (id),
    registration_id UUID NOT NULL REFERENCES registration (id),
    kind            TEXT NOT NULL CHECK (kind IN ('offer', 'want')),
    title           TEXT NOT NULL,
    text            TEXT NOT NULL,
    validated       BOOLEAN NOT NULL,
    answers         JSONB NOT NULL,
    external_id     TEXT,
    position        BIGINT NOT NULL DEFAULT 1,
    version         BIGINT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE offering IS 'What a company offers or looks for';
CREATE UNIQUE INDEX offering_external ON offering (event_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX offering_event ON offering (event_id);
CREATE INDEX offering_registration ON offering (registration_id, position);

CREATE TABLE registration_term (
    event_id        UUID NOT NULL REFERENCES event (id),
    registration_id UUID NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    field           TEXT NOT NULL,
    term_id         UUID NOT NULL REFERENCES term (id),
    PRIMARY KEY (registration_id, field, term_id)
);
COMMENT ON TABLE registration_term IS 'The terms that a company chose in a field of its form';
CREATE INDEX registration_term_event ON registration_term (event_id);
CREATE INDEX registration_term_term ON registration_term (term_id);

CREATE TABLE participant_term (
    event_id       UUID NOT NULL REFERENCES event (id),
    participant_id UUID NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    field          TEXT NOT NULL,
    term_id        UUID NOT NULL REFERENCES term (id),
    PRIMARY KEY (participant_id, field, term_id)
);
COMMENT ON TABLE participant_term IS 'The terms that a person chose, an expert''s topics among them';
CREATE INDEX participant_term_event ON participant_term (event_id);
CREATE INDEX participant_term_term ON participant_term (term_id);

CREATE TABLE offering_term (
    event_id    UUID NOT NULL REFERENCES event (id),
    offering_id UUID NOT NULL REFERENCES offering (id) ON DELETE CASCADE,
    field       TEXT NOT NULL,
    term_id     UUID NOT NULL REFERENCES term (id),
    PRIMARY KEY (offering_id, field, term_id)
);
COMMENT ON TABLE offering_term IS 'The terms of an offer or want';
CREATE INDEX offering_term_event ON offering_term (event_id);
CREATE INDEX offering_term_term ON offering_term (term_id);

CREATE TABLE attachment (
    id              UUID PRIMARY KEY,
    event_id        UUID NOT NULL REFERENCES event (id),
    registration_id UUID NOT NULL REFERENCES registration (id),
    offering_id     UUID REFERENCES offering (id) ON DELETE CASCADE,
    name            TEXT NOT NULL,
    media_type      TEXT NOT NULL,
    size            BIGINT NOT NULL CHECK (size > 0),
    hash            BYTEA NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE attachment IS 'A file that belongs to a registration, or to one of its offers and wants';
CREATE INDEX attachment_registration ON attachment (registration_id);
CREATE INDEX attachment_offering ON attachment (offering_id);
CREATE INDEX attachment_event ON attachment (event_id);

CREATE TABLE attachment_content (
    attachment_id UUID PRIMARY KEY REFERENCES attachment (id) ON DELETE CASCADE,
    content       BYTEA NOT NULL
);
COMMENT ON TABLE attachment_content IS 'What is in a file, apart so that lists stay light';

CREATE TABLE consent_text (
    event_id   UUID NOT NULL REFERENCES event (id),
    purpose    TEXT NOT NULL,
    version    BIGINT NOT NULL,
    texts      JSONB NOT NULL,
    required   BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (event_id, purpose, version)
);
COMMENT ON TABLE consent_text IS 'A text that people consent to, in its versions; never changed';

CREATE TABLE consent (
    id              UUID PRIMARY KEY,
    event_id        UUID NOT NULL REFERENCES event (id),
    registration_id UUID NOT NULL REFERENCES registration (id),
    participant_id  UUID REFERENCES participant (id) ON DELETE CASCADE,
    purpose         TEXT NOT NULL,
    version         BIGINT NOT NULL,
    given_at        TIMESTAMPTZ NOT NULL,
    withdrawn_at    TIMESTAMPTZ,
    FOREIGN KEY (event_id, purpose, version) REFERENCES consent_text (event_id, purpose, version)
);
COMMENT ON TABLE consent IS 'Who consented to which version of a text, and until when';
CREATE INDEX consent_registration ON consent (registration_id);
CREATE INDEX consent_participant ON consent (participant_id);
CREATE INDEX consent_text_used ON consent (event_id, purpose, version);
