-- Plans: their placements, what has none, and the organiser's standing decisions.

-- All placements of an event: drafts, and the numbered versions that were published
CREATE TABLE plan (
    id           BLOB PRIMARY KEY,
    event_id     BLOB NOT NULL REFERENCES event (id),
    state        TEXT NOT NULL CHECK (state IN ('draft', 'published', 'superseded', 'discarded')),
    origin       TEXT NOT NULL CHECK (origin IN ('run', 'edit', 'return', 'upload', 'grant')),
    number       INTEGER,
    base_id      BLOB REFERENCES plan (id),
    run_id       BLOB REFERENCES planner_run (id),
    score        TEXT NOT NULL,
    bounds       TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('optimal', 'first-optimal', 'feasible')),
    created_at   TEXT NOT NULL,
    published_at TEXT,
    version      INTEGER NOT NULL,
    CHECK ((number IS NULL) = (state IN ('draft', 'discarded'))),
    CHECK ((number IS NULL) = (published_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX plan_published ON plan (event_id) WHERE state = 'published';
CREATE UNIQUE INDEX plan_number ON plan (event_id, number);
CREATE UNIQUE INDEX plan_run ON plan (run_id);

-- Where a meeting is held in a plan
CREATE TABLE placement (
    plan_id      BLOB NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    event_id     BLOB NOT NULL REFERENCES event (id),
    meeting_id   BLOB NOT NULL REFERENCES meeting (id),
    slot_id      BLOB NOT NULL REFERENCES slot (id),
    room_id      BLOB NOT NULL REFERENCES room (id),
    table_number INTEGER NOT NULL CHECK (table_number >= 1),
    lineup       INTEGER NOT NULL CHECK (lineup >= 0),
    PRIMARY KEY (plan_id, meeting_id)
) STRICT;
CREATE UNIQUE INDEX placement_table ON placement (plan_id, slot_id, room_id, table_number);
CREATE INDEX placement_meeting ON placement (meeting_id);
CREATE INDEX placement_slot ON placement (slot_id);
CREATE INDEX placement_room ON placement (room_id);

-- A meeting without a placement in a plan, and why
CREATE TABLE unplaced (
    plan_id      BLOB NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    event_id     BLOB NOT NULL REFERENCES event (id),
    meeting_id   BLOB NOT NULL REFERENCES meeting (id),
    reason       TEXT NOT NULL CHECK (reason IN ('no-common-slot', 'participant-full', 'rooms-full', 'blocked-by-pin', 'precedence', 'break-limit', 'not-reached')),
    detail       TEXT NOT NULL,
    PRIMARY KEY (plan_id, meeting_id)
) STRICT;

-- A rule of the organiser that a hand-made change may break
CREATE TABLE waiver (
    plan_id      BLOB NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    event_id     BLOB NOT NULL REFERENCES event (id),
    meeting_id   BLOB NOT NULL REFERENCES meeting (id),
    rule         TEXT NOT NULL CHECK (rule IN ('place', 'block', 'quota', 'pin', 'break-spread')),
    data         TEXT NOT NULL,
    reason       TEXT NOT NULL,
    waived_by    TEXT NOT NULL,
    waived_at    TEXT NOT NULL,
    PRIMARY KEY (plan_id, meeting_id, rule)
) STRICT;

-- A meeting that every run leaves where it is
CREATE TABLE pin (
    event_id     BLOB NOT NULL REFERENCES event (id),
    meeting_id   BLOB NOT NULL PRIMARY KEY REFERENCES meeting (id),
    slot_id      BLOB NOT NULL REFERENCES slot (id),
    room_id      BLOB REFERENCES room (id),
    table_number INTEGER,
    lineup       INTEGER,
    created_at   TEXT NOT NULL
) STRICT;
CREATE INDEX pin_event ON pin (event_id);

-- A person, room or table that no run may use: in one slot, or in all
CREATE TABLE block (
    id             BLOB PRIMARY KEY,
    event_id       BLOB NOT NULL REFERENCES event (id),
    participant_id BLOB REFERENCES participant (id),
    room_id        BLOB REFERENCES room (id),
    table_number   INTEGER,
    slot_id        BLOB REFERENCES slot (id),
    reason         TEXT NOT NULL,
    created_at     TEXT NOT NULL,
    CHECK ((participant_id IS NULL) <> (room_id IS NULL)),
    CHECK (table_number IS NULL OR room_id IS NOT NULL)
) STRICT;
CREATE INDEX block_event ON block (event_id);

-- How often the published plan, the pins and the blocks of an event were changed: written first by whoever changes them
CREATE TABLE plan_turn (
    event_id  BLOB PRIMARY KEY REFERENCES event (id),
    n_changes INTEGER NOT NULL
) STRICT;
