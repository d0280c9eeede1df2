-- Background work: runs of the planner.

-- A run of the planner: claimed by one worker, who says that it is alive; taken up by another after silence
CREATE TABLE planner_run (
    id           BLOB PRIMARY KEY,
    event_id     BLOB NOT NULL REFERENCES event (id),
    purpose      TEXT NOT NULL CHECK (purpose IN ('draft', 'what-if')),
    orders       TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    stop_asked   TEXT CHECK (stop_asked IN ('keep', 'discard')),
    worker       TEXT,
    claim        INTEGER NOT NULL,
    alive_at     TEXT,
    phase        TEXT CHECK (phase IN ('bound', 'place', 'polish', 'prove', 'seat')),
    score        TEXT,
    bounds       TEXT,
    seconds      REAL,
    report       TEXT,
    created_by   TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    ended_at     TEXT
) STRICT;
CREATE UNIQUE INDEX planner_run_once ON planner_run (event_id, purpose) WHERE state IN ('queued', 'running');
CREATE INDEX planner_run_waiting ON planner_run (created_at) WHERE state IN ('queued', 'running');
CREATE INDEX planner_run_event ON planner_run (event_id, created_at);
