-- Registrations: companies, people, offers and wants, with the forms and lists that the organiser sets up.

-- What an organiser chose for registrations; and the number of the last arrival
CREATE TABLE registration_settings (
    event_id BLOB PRIMARY KEY REFERENCES event (id),
    settings TEXT NOT NULL,
    arrivals INTEGER NOT NULL,
    version  INTEGER NOT NULL
) STRICT;

-- A list of terms: sectors, keywords, key figures, kinds of cooperation
CREATE TABLE term_list (
    event_id BLOB NOT NULL REFERENCES event (id),
    list     TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('sector', 'keyword', 'key-figure', 'other')),
    labels   TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (event_id, list)
) STRICT;

-- A term of a list, perhaps below another
CREATE TABLE term (
    id        BLOB PRIMARY KEY,
    event_id  BLOB NOT NULL,
    list      TEXT NOT NULL,
    parent_id BLOB REFERENCES term (id),
    code      TEXT NOT NULL,
    labels    TEXT NOT NULL,
    position  INTEGER NOT NULL,
    FOREIGN KEY (event_id, list) REFERENCES term_list (event_id, list),
    CONSTRAINT term_code_key UNIQUE (event_id, list, code)
) STRICT;
CREATE INDEX term_parent ON term (parent_id);

-- A field of a form; one of a category stands before the one for all
CREATE TABLE form_field (
    id          BLOB PRIMARY KEY,
    event_id    BLOB NOT NULL REFERENCES event (id),
    category_id BLOB REFERENCES category (id),
    block       TEXT NOT NULL CHECK (block IN ('company', 'person', 'offering')),
    name        TEXT NOT NULL,
    position    INTEGER NOT NULL,
    definition  TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX form_field_once ON form_field (event_id, block, name, category_id) WHERE category_id IS NOT NULL;
CREATE UNIQUE INDEX form_field_for_all ON form_field (event_id, block, name) WHERE category_id IS NULL;
CREATE INDEX form_field_category ON form_field (category_id);

-- A company's part in an event: the block that is filled in once
CREATE TABLE registration (
    id                   BLOB PRIMARY KEY,
    event_id             BLOB NOT NULL REFERENCES event (id),
    organisation_id      BLOB REFERENCES organisation (id),
    co_organiser_id      BLOB REFERENCES organisation (id),
    co_organiser_by_hand INTEGER NOT NULL DEFAULT FALSE,
    category_id          BLOB NOT NULL REFERENCES category (id),
    owner_id             BLOB REFERENCES account (id),
    company_name         TEXT NOT NULL,
    country              TEXT NOT NULL,
    region               TEXT,
    state                TEXT NOT NULL CHECK (state IN ('submitted', 'validated', 'refused', 'cancelled')),
    state_reason         TEXT,
    listed               INTEGER NOT NULL,
    paid                 INTEGER NOT NULL,
    may_book             INTEGER NOT NULL,
    answers              TEXT NOT NULL,
    external_id          TEXT,
    arrival              INTEGER NOT NULL,
    version              INTEGER NOT NULL,
    created_at           TEXT NOT NULL
) STRICT;
CREATE INDEX registration_event ON registration (event_id, state);
CREATE UNIQUE INDEX registration_arrival ON registration (event_id, arrival);
CREATE UNIQUE INDEX registration_external ON registration (event_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX registration_organisation ON registration (organisation_id);
CREATE INDEX registration_co_organiser ON registration (co_organiser_id);
CREATE INDEX registration_category ON registration (category_id);
CREATE INDEX registration_owner ON registration (owner_id);

-- What somebody has filled in so far and not handed in: nobody else sees it
CREATE TABLE registration_draft (
    id         BLOB PRIMARY KEY,
    event_id   BLOB NOT NULL REFERENCES event (id),
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    content    TEXT NOT NULL,
    version    INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    UNIQUE (event_id, account_id)
) STRICT;
CREATE INDEX registration_draft_account ON registration_draft (account_id);

-- A person of a registration, with an own agenda
CREATE TABLE participant (
    id              BLOB PRIMARY KEY,
    event_id        BLOB NOT NULL REFERENCES event (id),
    registration_id BLOB NOT NULL REFERENCES registration (id),
    account_id      BLOB REFERENCES account (id),
    category_id     BLOB NOT NULL REFERENCES category (id),
    name            TEXT NOT NULL,
    email           TEXT,
    expert          INTEGER NOT NULL,
    company_admin   INTEGER NOT NULL DEFAULT FALSE,
    validated       INTEGER NOT NULL,
    answers         TEXT NOT NULL,
    max_meetings    INTEGER CHECK (max_meetings >= 0),
    promised        INTEGER CHECK (promised >= 0),
    absent_since    TEXT,
    removed_at      TEXT,
    external_id     TEXT,
    position        INTEGER NOT NULL DEFAULT 1,
    version         INTEGER NOT NULL,
    created_at      TEXT NOT NULL
) STRICT;
CREATE INDEX participant_event ON participant (event_id);
CREATE INDEX participant_registration ON participant (registration_id, position);
CREATE UNIQUE INDEX participant_account ON participant (event_id, account_id) WHERE account_id IS NOT NULL AND removed_at IS NULL;
CREATE UNIQUE INDEX participant_external ON participant (event_id, external_id) WHERE external_id IS NOT NULL AND removed_at IS NULL;
CREATE INDEX participant_of_account ON participant (account_id);
CREATE INDEX participant_category ON participant (category_id);

-- When a participant is not there, by their own word
CREATE TABLE unavailability (
    id             BLOB PRIMARY KEY,
    event_id       BLOB NOT NULL REFERENCES event (id),
    participant_id BLOB NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    starts_at      TEXT NOT NULL,
    ends_at        TEXT NOT NULL,
    CHECK (starts_at < ends_at)
) STRICT;
CREATE INDEX unavailability_participant ON unavailability (participant_id, starts_at);
CREATE INDEX unavailability_event ON unavailability (event_id);

-- What a company offers or looks for
CREATE TABLE offering (
    id              BLOB PRIMARY KEY,
    event_id        BLOB NOT NULL REFERENCES event (id),
    registration_id BLOB NOT NULL REFERENCES registration (id),
    kind            TEXT NOT NULL CHECK (kind IN ('offer', 'want')),
    title           TEXT NOT NULL,
    text            TEXT NOT NULL,
    validated       INTEGER NOT NULL,
    answers         TEXT NOT NULL,
    external_id     TEXT,
    position        INTEGER NOT NULL DEFAULT 1,
    version         INTEGER NOT NULL,
    created_at      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX offering_external ON offering (event_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX offering_event ON offering (event_id);
CREATE INDEX offering_registration ON offering (registration_id, position);

-- The terms that a company chose in a field of its form
CREATE TABLE registration_term (
    event_id        BLOB NOT NULL REFERENCES event (id),
    registration_id BLOB NOT NULL REFERENCES registration (id) ON DELETE CASCADE,
    field           TEXT NOT NULL,
    term_id         BLOB NOT NULL REFERENCES term (id),
    PRIMARY KEY (registration_id, field, term_id)
) STRICT;
CREATE INDEX registration_term_event ON registration_term (event_id);
CREATE INDEX registration_term_term ON registration_term (term_id);

-- The terms that a person chose, an expert's topics among them
CREATE TABLE participant_term (
    event_id       BLOB NOT NULL REFERENCES event (id),
    participant_id BLOB NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
    field          TEXT NOT NULL,
    term_id        BLOB NOT NULL REFERENCES term (id),
    PRIMARY KEY (participant_id, field, term_id)
) STRICT;
CREATE INDEX participant_term_event ON participant_term (event_id);
CREATE INDEX participant_term_term ON participant_term (term_id);

-- The terms of an offer or want
CREATE TABLE offering_term (
    event_id    BLOB NOT NULL REFERENCES event (id),
    offering_id BLOB NOT NULL REFERENCES offering (id) ON DELETE CASCADE,
    field       TEXT NOT NULL,
    term_id     BLOB NOT NULL REFERENCES term (id),
    PRIMARY KEY (offering_id, field, term_id)
) STRICT;
CREATE INDEX offering_term_event ON offering_term (event_id);
CREATE INDEX offering_term_term ON offering_term (term_id);

-- A file that belongs to a registration, or to one of its offers and wants
CREATE TABLE attachment (
    id              BLOB PRIMARY KEY,
    event_id        BLOB NOT NULL REFERENCES event (id),
    registration_id BLOB NOT NULL REFERENCES registration (id),
    offering_id     BLOB REFERENCES offering (id) ON DELETE CASCADE,
    name            TEXT NOT NULL,
    media_type      TEXT NOT NULL,
    size            INTEGER NOT NULL CHECK (size > 0),
    hash            BLOB NOT NULL,
    created_at      TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_registration ON attachment (registration_id);
CREATE INDEX attachment_offering ON attachment (offering_id);
CREATE INDEX attachment_event ON attachment (event_id);

-- What is in a file, apart so that lists stay light
CREATE TABLE attachment_content (
    attachment_id BLOB PRIMARY KEY REFERENCES attachment (id) ON DELETE CASCADE,
    content       BLOB NOT NULL
) STRICT;

-- A text that people consent to, in its versions; never changed
CREATE TABLE consent_text (
    event_id   BLOB NOT NULL REFERENCES event (id),
    purpose    TEXT NOT NULL,
    version    INTEGER NOT NULL,
    texts      TEXT NOT NULL,
    required   INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (event_id, purpose, version)
) STRICT;

-- Who consented to which version of a text, and until when
CREATE TABLE consent (
    id              BLOB PRIMARY KEY,
    event_id        BLOB NOT NULL REFERENCES event (id),
    registration_id BLOB NOT NULL REFERENCES registration (id),
    participant_id  BLOB REFERENCES participant (id) ON DELETE CASCADE,
    purpose         TEXT NOT NULL,
    version         INTEGER NOT NULL,
    given_at        TEXT NOT NULL,
    withdrawn_at    TEXT,
    FOREIGN KEY (event_id, purpose, version) REFERENCES consent_text (event_id, purpose, version)
) STRICT;
CREATE INDEX consent_registration ON consent (registration_id);
CREATE INDEX consent_participant ON consent (participant_id);
CREATE INDEX consent_text_used ON consent (event_id, purpose, version);
