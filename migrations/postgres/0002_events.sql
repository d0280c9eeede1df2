-- Events: dates, places, categories, meeting rules, sessions and slots.

CREATE TABLE event (
    id                     UUID PRIMARY KEY,
    organisation_id        UUID NOT NULL REFERENCES organisation (id),
    slug                   TEXT NOT NULL CONSTRAINT event_slug_key UNIQUE,
    names                  JSONB NOT NULL,
    texts                  JSONB NOT NULL,
    preset                 TEXT NOT NULL CHECK (preset IN ('two-sided', 'any-to-any', 'expert-clinic', 'brokerage', 'fair')),
    phase                  TEXT NOT NULL CHECK (phase IN ('project', 'preparation', 'open', 'planning', 'live', 'closed', 'archived')),
    time_zone              TEXT NOT NULL,
    first_day              DATE NOT NULL,
    last_day               DATE NOT NULL CHECK (last_day >= first_day),
    registration_closes_at TIMESTAMPTZ,
    closes_at              TIMESTAMPTZ,
    rules                  JSONB NOT NULL,
    copied_from_id         UUID REFERENCES event (id),
    version                BIGINT NOT NULL,
    created_at             TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE event IS 'A fair, convention or operation, with its settings';
CREATE INDEX event_first_day ON event (first_day, id);
CREATE INDEX event_organisation ON event (organisation_id);

CREATE TABLE event_day (
    event_id UUID NOT NULL REFERENCES event (id),
    day      DATE NOT NULL,
    PRIMARY KEY (event_id, day)
);
COMMENT ON TABLE event_day IS 'The days on which an event takes place, in one or several pieces';

CREATE TABLE event_host (
    event_id        UUID NOT NULL REFERENCES event (id),
    organisation_id UUID NOT NULL REFERENCES organisation (id),
    role            TEXT NOT NULL CHECK (role IN ('organiser', 'co-organiser', 'partner', 'sponsor')),
    pitch           JSONB,
    position        BIGINT NOT NULL,
    PRIMARY KEY (event_id, organisation_id)
);
COMMENT ON TABLE event_host IS 'An organisation that holds an event, with its role and what it says about itself';

CREATE TABLE site (
    id       UUID PRIMARY KEY,
    event_id UUID NOT NULL REFERENCES event (id),
    names    JSONB NOT NULL,
    address  TEXT,
    position BIGINT NOT NULL
);
COMMENT ON TABLE site IS 'A place of an event';
CREATE INDEX site_event ON site (event_id, position);

CREATE TABLE travel (
    event_id     UUID NOT NULL REFERENCES event (id),
    from_site_id UUID NOT NULL REFERENCES site (id),
    to_site_id   UUID NOT NULL REFERENCES site (id),
    minutes      BIGINT NOT NULL CHECK (minutes >= 0),
    PRIMARY KEY (from_site_id, to_site_id),
    CHECK (from_site_id <> to_site_id)
);
COMMENT ON TABLE travel IS 'The way between two sites; read in both directions';
CREATE INDEX travel_event ON travel (event_id);
CREATE INDEX travel_to ON travel (to_site_id);

CREATE TABLE room (
    id       UUID PRIMARY KEY,
    event_id UUID NOT NULL REFERENCES event (id),
    site_id  UUID NOT NULL REFERENCES site (id),
    name     TEXT NOT NULL,
    tables   BIGINT NOT NULL CHECK (tables >= 0),
    position BIGINT NOT NULL
);
COMMENT ON TABLE room IS 'A part of a site, with tables that are numbered from 1';
CREATE INDEX room_event ON room (event_id, position);
CREATE INDEX room_site ON room (site_id);

CREATE TABLE category (
    id           UUID PRIMARY KEY,
    event_id     UUID NOT NULL REFERENCES event (id),
    names        JSONB NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('company', 'visitor', 'expert')),
    max_meetings BIGINT CHECK (max_meetings >= 0),
    promised     BIGINT CHECK (promised >= 0),
    position     BIGINT NOT NULL
);
COMMENT ON TABLE category IS 'A kind of participant';
CREATE INDEX category_event ON category (event_id, position);

CREATE TABLE request_rule (
    event_id         UUID NOT NULL REFERENCES event (id),
    from_category_id UUID NOT NULL REFERENCES category (id),
    to_category_id   UUID NOT NULL REFERENCES category (id),
    PRIMARY KEY (from_category_id, to_category_id)
);
COMMENT ON TABLE request_rule IS 'A row says that the one category may ask the other for a meeting';
CREATE INDEX request_rule_event ON request_rule (event_id);
CREATE INDEX request_rule_to ON request_rule (to_category_id);

CREATE TABLE session (
    id           UUID PRIMARY KEY,
    event_id     UUID NOT NULL REFERENCES event (id),
    site_id      UUID NOT NULL REFERENCES site (id),
    names        JSONB NOT NULL,
    meeting_kind TEXT NOT NULL CHECK (meeting_kind IN ('company', 'expert', 'any')),
    position     BIGINT NOT NULL
);
COMMENT ON TABLE session IS 'A run of slots at one site';
CREATE INDEX session_event ON session (event_id, position);
CREATE INDEX session_site ON session (site_id);

CREATE TABLE session_room (
    session_id UUID NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    room_id    UUID NOT NULL REFERENCES room (id),
    PRIMARY KEY (session_id, room_id)
);
COMMENT ON TABLE session_room IS 'A room in which the meetings of a session are held';
CREATE INDEX session_room_room ON session_room (room_id);

CREATE TABLE slot (
    id         UUID PRIMARY KEY,
    event_id   UUID NOT NULL REFERENCES event (id),
    session_id UUID NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    starts_at  TIMESTAMPTZ NOT NULL,
    ends_at    TIMESTAMPTZ NOT NULL,
    CHECK (starts_at < ends_at)
);
COMMENT ON TABLE slot IS 'The time of one meeting';
CREATE INDEX slot_event ON slot (event_id, starts_at);
CREATE UNIQUE INDEX slot_once ON slot (session_id, starts_at);

-- These tables are made before that of events.
ALTER TABLE event_role ADD FOREIGN KEY (event_id) REFERENCES event (id);
ALTER TABLE assignment_rule ADD FOREIGN KEY (event_id) REFERENCES event (id);
