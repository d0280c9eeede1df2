-- Activities: conferences, workshops and the like, and who signed up for them.

CREATE TABLE activity (
    id              UUID PRIMARY KEY,
    event_id        UUID NOT NULL REFERENCES event (id),
    kind            TEXT NOT NULL CHECK (kind IN ('conference', 'workshop', 'round-table', 'training', 'visit', 'meal', 'other')),
    reference       TEXT,
    names           JSONB NOT NULL,
    texts           JSONB,
    site_id         UUID NOT NULL REFERENCES site (id),
    room_id         UUID REFERENCES room (id),
    starts_at       TIMESTAMPTZ NOT NULL,
    ends_at         TIMESTAMPTZ NOT NULL,
    audience        TEXT NOT NULL CHECK (audience IN ('open', 'invited', 'everybody')),
    capacity        BIGINT CHECK (capacity >= 0),
    when_full       TEXT NOT NULL CHECK (when_full IN ('close', 'wait')),
    in_charge       TEXT,
    state           TEXT NOT NULL CHECK (state IN ('draft', 'open', 'closed', 'postponed', 'cancelled')),
    state_reason    TEXT,
    blocks_meetings BOOLEAN NOT NULL,
    n_arrivals      BIGINT NOT NULL,
    version         BIGINT NOT NULL,
    created_at      TIMESTAMPTZ NOT NULL,
    CHECK (starts_at < ends_at)
);
COMMENT ON TABLE activity IS 'A conference, workshop, round table or visit';
CREATE INDEX activity_event ON activity (event_id, starts_at);
CREATE INDEX activity_site ON activity (site_id);
CREATE INDEX activity_room ON activity (room_id);

CREATE TABLE activity_speaker (
    activity_id UUID NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
    position    BIGINT NOT NULL,
    name        TEXT NOT NULL,
    company     TEXT,
    contact     TEXT,
    photo       TEXT,
    topic       TEXT,
    PRIMARY KEY (activity_id, position)
);
COMMENT ON TABLE activity_speaker IS 'Who speaks; needs no account';

CREATE TABLE sign_up (
    id             UUID PRIMARY KEY,
    activity_id    UUID NOT NULL REFERENCES activity (id),
    event_id       UUID NOT NULL REFERENCES event (id),
    participant_id UUID NOT NULL REFERENCES participant (id),
    state          TEXT NOT NULL CHECK (state IN ('confirmed', 'waiting', 'cancelled')),
    arrival        BIGINT NOT NULL,
    version        BIGINT NOT NULL,
    created_at     TIMESTAMPTZ NOT NULL,
    UNIQUE (activity_id, arrival)
);
COMMENT ON TABLE sign_up IS 'Somebody''s place in an activity, or in its waiting list; arrival is the order of the list';
CREATE UNIQUE INDEX sign_up_once ON sign_up (activity_id, participant_id) WHERE state <> 'cancelled';
CREATE INDEX sign_up_participant ON sign_up (participant_id, state);
CREATE INDEX sign_up_event ON sign_up (event_id);
