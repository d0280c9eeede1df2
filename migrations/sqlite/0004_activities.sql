-- Activities: conferences, workshops and the like, and who signed up for them.

-- A conference, workshop, round table or visit
CREATE TABLE activity (
    id              BLOB PRIMARY KEY,
    event_id        BLOB NOT NULL REFERENCES event (id),
    kind            TEXT NOT NULL CHECK (kind IN ('conference', 'workshop', 'round-table', 'training', 'visit', 'meal', 'other')),
    reference       TEXT,
    names           TEXT NOT NULL,
    texts           TEXT,
    site_id         BLOB NOT NULL REFERENCES site (id),
    room_id         BLOB REFERENCES room (id),
    starts_at       TEXT NOT NULL,
    ends_at         TEXT NOT NULL,
    audience        TEXT NOT NULL CHECK (audience IN ('open', 'invited', 'everybody')),
    capacity        INTEGER CHECK (capacity >= 0),
    when_full       TEXT NOT NULL CHECK (when_full IN ('close', 'wait')),
    in_charge       TEXT,
    state           TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'postponed', 'cancelled')),
    state_reason    TEXT,
    blocks_meetings INTEGER NOT NULL,
    n_arrivals      INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    created_at      TEXT NOT NULL,
    CHECK (starts_at < ends_at)
) STRICT;
CREATE INDEX activity_event ON activity (event_id, starts_at);
CREATE INDEX activity_site ON activity (site_id);
CREATE INDEX activity_room ON activity (room_id);

-- Who speaks; needs no account
CREATE TABLE activity_speaker (
    activity_id BLOB NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    company     TEXT,
    contact     TEXT,
    photo       TEXT,
    topic       TEXT,
    PRIMARY KEY (activity_id, position)
) STRICT;

-- Somebody's place in an activity, or in its waiting list; arrival is the order of the list
CREATE TABLE sign_up (
    id             BLOB PRIMARY KEY,
    activity_id    BLOB NOT NULL REFERENCES activity (id),
    event_id       BLOB NOT NULL REFERENCES event (id),
    participant_id BLOB NOT NULL REFERENCES participant (id),
    state          TEXT NOT NULL CHECK (state IN ('confirmed', 'waiting', 'cancelled')),
    arrival        INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    created_at     TEXT NOT NULL,
    UNIQUE (activity_id, arrival)
) STRICT;
CREATE UNIQUE INDEX sign_up_once ON sign_up (activity_id, participant_id) WHERE state <> 'cancelled';
CREATE INDEX sign_up_participant ON sign_up (participant_id, state);
CREATE INDEX sign_up_event ON sign_up (event_id);
