-- Plans: their placements, what has none, and the organiser's standing decisions.

CREATE TABLE plan (
    id           UUID PRIMARY KEY,
    event_id     UUID NOT NULL REFERENCES event (id),
    state        TEXT NOT NULL CHECK (state IN ('draft', 'published', 'superseded', 'discarded')),
    origin       TEXT NOT NULL CHECK (origin IN ('run', 'edit', 'return', 'upload', 'grant')),
    number       BIGINT,
    base_id      UUID REFERENCES plan (id),
    run_id       UUID,
    score        JSONB NOT NULL,
    bounds       JSONB NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('optimal', 'first-optimal', 'feasible')),
    created_at   TIMESTAMPTZ NOT NULL,
    published_at TIMESTAMPTZ,
    version      BIGINT NOT NULL,
    CHECK ((number IS NULL) = (state IN ('draft', 'discarded'))),
    CHECK ((number IS NULL) = (published_at IS NULL))
);
CREATE UNIQUE INDEX plan_published ON plan (event_id) WHERE state = 'published';
CREATE UNIQUE INDEX plan_number ON plan (event_id, number);
CREATE UNIQUE INDEX plan_run ON plan (run_id);
COMMENT ON TABLE plan IS 'All placements of an event: drafts, and the numbered versions that were published';

CREATE TABLE placement (
    plan_id      UUID NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    event_id     UUID NOT NULL REFERENCES event (id),
    meeting_id   UUID NOT NULL REFERENCES meeting (id),
    slot_id      UUID NOT NULL REFERENCES slot (id),
    room_id      UUID NOT NULL REFERENCES room (id),
    table_number BIGINT NOT NULL CHECK (table_number >= 1),
    lineup       BIGINT NOT NULL CHECK (lineup >= 0),
    PRIMARY KEY (plan_id, meeting_id)
);
CREATE UNIQUE INDEX placement_table ON placement (plan_id, slot_id, room_id, table_number);
CREATE INDEX placement_meeting ON placement (meeting_id);
CREATE INDEX placement_slot ON placement (slot_id);
CREATE INDEX placement_room ON placement (room_id);
COMMENT ON TABLE placement IS 'Where a meeting is held in a plan';

CREATE TABLE unplaced (
    plan_id      UUID NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    event_id     UUID NOT NULL REFERENCES event (id),
    meeting_id   UUID NOT NULL REFERENCES meeting (id),
    reason       TEXT NOT NULL CHECK (reason IN ('no-common-slot', 'participant-full', 'rooms-full', 'blocked-by-pin', 'precedence', 'break-limit', 'not-reached')),
    detail       JSONB NOT NULL,
    PRIMARY KEY (plan_id, meeting_id)
);
COMMENT ON TABLE unplaced IS 'A meeting without a placement in a plan, and why';

CREATE TABLE waiver (
    plan_id      UUID NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    event_id     UUID NOT NULL REFERENCES event (id),
    meeting_id   UUID NOT NULL REFERENCES meeting (id),
    rule         TEXT NOT NULL CHECK (rule IN ('place', 'block', 'quota', 'pin', 'break-spread')),
    data         JSONB NOT NULL,
    reason       TEXT NOT NULL,
    waived_by    TEXT NOT NULL,
    waived_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, meeting_id, rule)
);
COMMENT ON TABLE waiver IS 'A rule of the organiser that a hand-made change may break';

CREATE TABLE pin (
    event_id     UUID NOT NULL REFERENCES event (id),
    meeting_id   UUID NOT NULL PRIMARY KEY REFERENCES meeting (id),
    slot_id      UUID NOT NULL REFERENCES slot (id),
    room_id      UUID REFERENCES room (id),
    table_number BIGINT,
    lineup       BIGINT,
    created_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX pin_event ON pin (event_id);
COMMENT ON TABLE pin IS 'A meeting that every run leaves where it is';

CREATE TABLE block (
    id             UUID PRIMARY KEY,
    event_id       UUID NOT NULL REFERENCES event (id),
    participant_id UUID REFERENCES participant (id),
    room_id        UUID REFERENCES room (id),
    table_number   BIGINT,
    slot_id        UUID REFERENCES slot (id),
    reason         TEXT NOT NULL,
    created_at     TIMESTAMPTZ NOT NULL,
    CHECK ((participant_id IS NULL) <> (room_id IS NULL)),
    CHECK (table_number IS NULL OR room_id IS NOT NULL)
);
CREATE INDEX block_event ON block (event_id);
COMMENT ON TABLE block IS 'A person, room or table that no run may use: in one slot, or in all';

CREATE TABLE plan_turn (
    event_id  UUID PRIMARY KEY REFERENCES event (id),
    n_changes BIGINT NOT NULL
);
COMMENT ON TABLE plan_turn IS 'How often the published plan, the pins and the blocks of an event were changed: written first by whoever changes them';
