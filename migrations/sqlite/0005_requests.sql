-- Requests, meetings, agendas, messages, reminders.

-- One side asks the other for a meeting; state changes by guarded updates
CREATE TABLE meeting_request (
    id                  BLOB PRIMARY KEY,
    event_id            BLOB NOT NULL REFERENCES event (id),
    from_participant_id BLOB NOT NULL REFERENCES participant (id),
    to_registration_id  BLOB NOT NULL REFERENCES registration (id),
    to_participant_id   BLOB REFERENCES participant (id),
    slot_id             BLOB REFERENCES slot (id) ON DELETE SET NULL,
    message             TEXT NOT NULL,
    state               TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'confirmed', 'declined', 'withdrawn', 'expired', 'cancelled')),
    wants_reschedule    INTEGER NOT NULL,
    left_slot_id        BLOB REFERENCES slot (id) ON DELETE SET NULL,
    reason              TEXT,
    attending_id        BLOB REFERENCES participant (id),
    arrival             INTEGER NOT NULL,
    asked_at            TEXT NOT NULL,
    answered_at         TEXT,
    expires_at          TEXT,
    version             INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_request_event ON meeting_request (event_id, state, arrival);
CREATE INDEX meeting_request_from ON meeting_request (from_participant_id);
CREATE INDEX meeting_request_to_registration ON meeting_request (to_registration_id);
CREATE INDEX meeting_request_to_participant ON meeting_request (to_participant_id);
CREATE INDEX meeting_request_expiry ON meeting_request (expires_at) WHERE state IN ('pending', 'accepted');

-- Two parties that asked each other: written before their requests are read, so that only one of two at once decides
CREATE TABLE request_pair (
    event_id   BLOB NOT NULL REFERENCES event (id),
    one_id     BLOB NOT NULL,
    other_id   BLOB NOT NULL,
    n_requests INTEGER NOT NULL,
    PRIMARY KEY (event_id, one_id, other_id)
) STRICT;

-- The rank of the last request or meeting that arrived
CREATE TABLE arrival (
    event_id BLOB PRIMARY KEY REFERENCES event (id),
    last     INTEGER NOT NULL
) STRICT;

-- What an agreed request becomes; without a placement in the published plan it is unplaced
CREATE TABLE meeting (
    id         BLOB PRIMARY KEY,
    event_id   BLOB NOT NULL REFERENCES event (id),
    request_id BLOB UNIQUE REFERENCES meeting_request (id),
    kind       TEXT NOT NULL CHECK (kind IN ('company', 'expert')),
    priority   INTEGER NOT NULL,
    arrival    INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('agreed', 'cancelled')),
    version    INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX meeting_event ON meeting (event_id, state, arrival);

-- Who sits at a meeting: each line-up is complete, from 0; the others stand in where 0 cannot
CREATE TABLE meeting_attendee (
    meeting_id     BLOB NOT NULL REFERENCES meeting (id),
    event_id       BLOB NOT NULL REFERENCES event (id),
    participant_id BLOB NOT NULL REFERENCES participant (id),
    side           TEXT NOT NULL CHECK (side IN ('asking', 'asked')),
    lineup         INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, lineup, participant_id)
) STRICT;
CREATE INDEX meeting_attendee_participant ON meeting_attendee (participant_id, meeting_id);

-- Requests that wait for a slot that is taken, by arrival
CREATE TABLE slot_waiting (
    request_id BLOB PRIMARY KEY REFERENCES meeting_request (id),
    event_id   BLOB NOT NULL REFERENCES event (id),
    slot_id    BLOB NOT NULL REFERENCES slot (id) ON DELETE CASCADE,
    arrival    INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX slot_waiting_slot ON slot_waiting (event_id, slot_id, arrival);

-- The version of a participant's agenda: it rises with every change of what the agenda shows
CREATE TABLE agenda (
    participant_id BLOB PRIMARY KEY REFERENCES participant (id),
    event_id       BLOB NOT NULL REFERENCES event (id),
    version        INTEGER NOT NULL,
    changed_at     TEXT NOT NULL
) STRICT;
CREATE INDEX agenda_changed ON agenda (event_id, changed_at);

-- The version of a room's agenda
CREATE TABLE room_agenda (
    room_id    BLOB PRIMARY KEY REFERENCES room (id),
    event_id   BLOB NOT NULL REFERENCES event (id),
    version    INTEGER NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX room_agenda_changed ON room_agenda (event_id, changed_at);

-- Who writes to whom: two participants, or one and the organisers
CREATE TABLE conversation (
    id            BLOB PRIMARY KEY,
    event_id      BLOB NOT NULL REFERENCES event (id),
    one_id        BLOB NOT NULL REFERENCES participant (id),
    other_id      BLOB REFERENCES participant (id),
    last_at       TEXT NOT NULL,
    one_read_at   TEXT,
    other_read_at TEXT
) STRICT;
CREATE UNIQUE INDEX conversation_parties ON conversation (one_id, other_id) WHERE other_id IS NOT NULL;
CREATE UNIQUE INDEX conversation_organisers ON conversation (one_id) WHERE other_id IS NULL;
CREATE INDEX conversation_other ON conversation (other_id);
CREATE INDEX conversation_event ON conversation (event_id, last_at);

-- The secret address under which somebody's programs read the own agenda
CREATE TABLE calendar_feed (
    participant_id BLOB PRIMARY KEY REFERENCES participant (id),
    event_id       BLOB NOT NULL REFERENCES event (id),
    secret_hash    BLOB NOT NULL UNIQUE,
    created_at     TEXT NOT NULL
) STRICT;

-- A message; without a participant it is the organisers'
CREATE TABLE message (
    id              BLOB PRIMARY KEY,
    conversation_id BLOB NOT NULL REFERENCES conversation (id),
    event_id        BLOB NOT NULL REFERENCES event (id),
    from_id         BLOB REFERENCES participant (id),
    account_id      BLOB REFERENCES account (id),
    text            TEXT NOT NULL,
    sent_at         TEXT NOT NULL
) STRICT;
CREATE INDEX message_conversation ON message (conversation_id, sent_at, id);

-- When participants are reminded, relative to the event, a day, a meeting or an activity
CREATE TABLE reminder_rule (
    id             BLOB PRIMARY KEY,
    event_id       BLOB NOT NULL REFERENCES event (id),
    anchor         TEXT NOT NULL CHECK (anchor IN ('event', 'day', 'meeting', 'activity')),
    minutes_before INTEGER NOT NULL,
    audience       TEXT NOT NULL CHECK (audience IN ('everybody', 'participants', 'experts')),
    channel        TEXT NOT NULL CHECK (channel IN ('mail', 'sms', 'both')),
    version        INTEGER NOT NULL,
    created_at     TEXT NOT NULL,
    withdrawn_at   TEXT
) STRICT;
CREATE INDEX reminder_rule_event ON reminder_rule (event_id) WHERE withdrawn_at IS NULL;

-- Reminders that were owed: a second node that comes to the same finds the row
CREATE TABLE reminder (
    rule_id        BLOB NOT NULL REFERENCES reminder_rule (id),
    participant_id BLOB NOT NULL REFERENCES participant (id),
    about_id       BLOB NOT NULL,
    starts_at      TEXT NOT NULL,
    PRIMARY KEY (rule_id, participant_id, about_id, starts_at)
) STRICT;
