-- Events: dates, places, categories, meeting rules, sessions and slots.

-- A fair, convention or operation, with its settings
CREATE TABLE event (
    id                     BLOB PRIMARY KEY,
    organisation_id        BLOB NOT NULL REFERENCES organisation (id),
    slug                   TEXT NOT NULL CONSTRAINT event_slug_key UNIQUE,
    names                  TEXT NOT NULL,
    texts                  TEXT NOT NULL,
    preset                 TEXT NOT NULL CHECK (preset IN ('two-sided', 'any-to-any', 'expert-clinic', 'brokerage', 'fair')),
    phase                  TEXT NOT NULL CHECK (phase IN ('project', 'preparation', 'open', 'planning', 'live', 'closed', 'archived')),
    time_zone              TEXT NOT NULL,
    first_day              TEXT NOT NULL,
    last_day               TEXT NOT NULL CHECK (last_day >= first_day),
    registration_closes_at TEXT,
    closes_at              TEXT,
    rules                  TEXT NOT NULL,
    copied_from_id         BLOB REFERENCES event (id),
    version                INTEGER NOT NULL,
    created_at             TEXT NOT NULL
) STRICT;
CREATE INDEX event_first_day ON event (first_day, id);
CREATE INDEX event_organisation ON event (organisation_id);

-- The days on which an event takes place, in one or several pieces
CREATE TABLE event_day (
    event_id BLOB NOT NULL REFERENCES event (id),
    day      TEXT NOT NULL,
    PRIMARY KEY (event_id, day)
) STRICT;

-- An organisation that holds an event, with its role and what it says about itself
CREATE TABLE event_host (
    event_id        BLOB NOT NULL REFERENCES event (id),
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    role            TEXT NOT NULL CHECK (role IN ('organiser', 'co-organiser', 'partner', 'sponsor')),
    pitch           TEXT,
    position        INTEGER NOT NULL,
    PRIMARY KEY (event_id, organisation_id)
) STRICT;

-- A place of an event
CREATE TABLE site (
    id       BLOB PRIMARY KEY,
    event_id BLOB NOT NULL REFERENCES event (id),
    names    TEXT NOT NULL,
    address  TEXT,
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX site_event ON site (event_id, position);

-- The way between two sites; read in both directions
CREATE TABLE travel (
    event_id     BLOB NOT NULL REFERENCES event (id),
    from_site_id BLOB NOT NULL REFERENCES site (id),
    to_site_id   BLOB NOT NULL REFERENCES site (id),
    minutes      INTEGER NOT NULL CHECK (minutes >= 0),
    PRIMARY KEY (from_site_id, to_site_id),
    CHECK (from_site_id <> to_site_id)
) STRICT;
CREATE INDEX travel_event ON travel (event_id);
CREATE INDEX travel_to ON travel (to_site_id);

-- A part of a site, with tables that are numbered from 1
CREATE TABLE room (
    id       BLOB PRIMARY KEY,
    event_id BLOB NOT NULL REFERENCES event (id),
    site_id  BLOB NOT NULL REFERENCES site (id),
    name     TEXT NOT NULL,
    tables   INTEGER NOT NULL CHECK (tables >= 0),
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX room_event ON room (event_id, position);
CREATE INDEX room_site ON room (site_id);

-- A kind of participant
CREATE TABLE category (
    id           BLOB PRIMARY KEY,
    event_id     BLOB NOT NULL REFERENCES event (id),
    names        TEXT NOT NULL,
    kind         TEXT NOT NULL CHECK (kind IN ('company', 'visitor', 'expert')),
    max_meetings INTEGER CHECK (max_meetings >= 0),
    promised     INTEGER CHECK (promised >= 0),
    position     INTEGER NOT NULL
) STRICT;
CREATE INDEX category_event ON category (event_id, position);

-- A row says that the one category may ask the other for a meeting
CREATE TABLE request_rule (
    event_id         BLOB NOT NULL REFERENCES event (id),
    from_category_id BLOB NOT NULL REFERENCES category (id),
    to_category_id   BLOB NOT NULL REFERENCES category (id),
    PRIMARY KEY (from_category_id, to_category_id)
) STRICT;
CREATE INDEX request_rule_event ON request_rule (event_id);
CREATE INDEX request_rule_to ON request_rule (to_category_id);

-- A run of slots at one site
CREATE TABLE session (
    id           BLOB PRIMARY KEY,
    event_id     BLOB NOT NULL REFERENCES event (id),
    site_id      BLOB NOT NULL REFERENCES site (id),
    names        TEXT NOT NULL,
    meeting_kind TEXT NOT NULL CHECK (meeting_kind IN ('company', 'expert', 'any')),
    position     INTEGER NOT NULL
) STRICT;
CREATE INDEX session_event ON session (event_id, position);
CREATE INDEX session_site ON session (site_id);

-- A room in which the meetings of a session are held
CREATE TABLE session_room (
    session_id BLOB NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    room_id    BLOB NOT NULL REFERENCES room (id),
    PRIMARY KEY (session_id, room_id)
) STRICT;
CREATE INDEX session_room_room ON session_room (room_id);

-- The time of one meeting
CREATE TABLE slot (
    id         BLOB PRIMARY KEY,
    event_id   BLOB NOT NULL REFERENCES event (id),
    session_id BLOB NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    starts_at  TEXT NOT NULL,
    ends_at    TEXT NOT NULL,
    CHECK (starts_at < ends_at)
) STRICT;
CREATE INDEX slot_event ON slot (event_id, starts_at);
CREATE UNIQUE INDEX slot_once ON slot (session_id, starts_at);
