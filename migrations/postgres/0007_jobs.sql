-- Background work: runs of the planner.

CREATE TABLE planner_run (
    id           UUID PRIMARY KEY,
    event_id     UUID NOT NULL REFERENCES event (id),
    purpose      TEXT NOT NULL CHECK (purpose IN ('draft', 'what-if')),
    orders       JSONB NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    stop_asked   TEXT CHECK (stop_asked IN ('keep', 'discard')),
    worker       TEXT,
    claim        BIGINT NOT NULL,
    alive_at     TIMESTAMPTZ,
    phase        TEXT CHECK (phase IN ('bound', 'place', 'polish', 'prove', 'seat')),
    score        JSONB,
    bounds       JSONB,
    seconds      DOUBLE PRECISION,
    report       JSONB,
    created_by   TEXT NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    ended_at     TIMESTAMPTZ
);
CREATE UNIQUE INDEX planner_run_once ON planner_run (event_id, purpose) WHERE state IN ('queued', 'running');
CREATE INDEX planner_run_waiting ON planner_run (created_at) WHERE state IN ('queued', 'running');
CREATE INDEX planner_run_event ON planner_run (event_id, created_at);
COMMENT ON TABLE planner_run IS 'A run of the planner: claimed by one worker, who says that it is alive; taken up by another after silence';

-- The table of plans is made before that of runs.
ALTER TABLE plan ADD FOREIGN KEY (run_id) REFERENCES planner_run (id);
