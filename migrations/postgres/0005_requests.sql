-- Requests, meetings, agendas, messages, reminders.

CREATE TABLE meeting_request (
    id                  UUID PRIMARY KEY,
    event_id            UUID NOT NULL REFERENCES event (id),
    from_participant_id UUID NOT NULL REFERENCES participant (id),
    to_registration_id  UUID NOT NULL REFERENCES registration (id),
    to_participant_id   UUID REFERENCES participant (id),
    slot_id             UUID REFERENCES slot (id) ON DELETE SET NULL,
    message             TEXT NOT NULL,
    state               TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'confirmed', 'declined', 'withdrawn', 'expired', 'cancelled')),
    wants_reschedule    BOOLEAN NOT NULL,
    left_slot_id        UUID REFERENCES slot (id) ON DELETE SET NULL,
    reason              TEXT,
    attending_id        UUID REFERENCES participant (id),
    arrival             BIGINT NOT NULL,
    asked_at            TIMESTAMPTZ NOT NULL,
    answered_at         TIMESTAMPTZ,
    expires_at          TIMESTAMPTZ,
    version             BIGINT NOT NULL
);
CREATE INDEX meeting_request_event ON meeting_request (event_id, state, arrival);
CREATE INDEX meeting_request_from ON meeting_request (from_participant_id);
CREATE INDEX meeting_request_to_registration ON meeting_request (to_registration_id);
CREATE INDEX meeting_request_to_participant ON meeting_request (to_participant_id);
CREATE INDEX meeting_request_expiry ON meeting_request (expires_at) WHERE state IN ('pending', 'accepted');
COMMENT ON TABLE meeting_request IS 'One side asks the other for a meeting; state changes by guarded updates';

CREATE TABLE request_pair (
    event_id   UUID NOT NULL REFERENCES event (id),
    one_id     UUID NOT NULL,
    other_id   UUID NOT NULL,
    n_requests BIGINT NOT NULL,
    PRIMARY KEY (event_id, one_id, other_id)
);
COMMENT ON TABLE request_pair IS 'Two parties that asked each other: written before their requests are read, so that only one of two at once decides';

CREATE TABLE arrival (
    event_id UUID PRIMARY KEY REFERENCES event (id),
    last     BIGINT NOT NULL
);
COMMENT ON TABLE arrival IS 'The rank of the last request or meeting that arrived';

CREATE TABLE meeting (
    id         UUID PRIMARY KEY,
    event_id   UUID NOT NULL REFERENCES event (id),
    request_id UUID UNIQUE REFERENCES meeting_request (id),
    kind       TEXT NOT NULL CHECK (kind IN ('company', 'expert')),
    priority   BIGINT NOT NULL,
    arrival    BIGINT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('agreed', 'cancelled')),
    version    BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX meeting_event ON meeting (event_id, state, arrival);
COMMENT ON TABLE meeting IS 'What an agreed request becomes; without a placement in the published plan it is unplaced';

CREATE TABLE meeting_attendee (
    meeting_id     UUID NOT NULL REFERENCES meeting (id),
    event_id       UUID NOT NULL REFERENCES event (id),
    participant_id UUID NOT NULL REFERENCES participant (id),
    side           TEXT NOT NULL CHECK (side IN ('asking', 'asked')),
    lineup         BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, lineup, participant_id)
);
CREATE INDEX meeting_attendee_participant ON meeting_attendee (participant_id, meeting_id);
COMMENT ON TABLE meeting_attendee IS 'Who sits at a meeting: each line-up is complete, from 0; the others stand in where 0 cannot';

CREATE TABLE slot_waiting (
    request_id UUID PRIMARY KEY REFERENCES meeting_request (id),
    event_id   UUID NOT NULL REFERENCES event (id),
    slot_id    UUID NOT NULL REFERENCES slot (id) ON DELETE CASCADE,
    arrival    BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX slot_waiting_slot ON slot_waiting (event_id, slot_id, arrival);
COMMENT ON TABLE slot_waiting IS 'Requests that wait for a slot that is taken, by arrival';

CREATE TABLE agenda (
    participant_id UUID PRIMARY KEY REFERENCES participant (id),
    event_id       UUID NOT NULL REFERENCES event (id),
    version        BIGINT NOT NULL,
    changed_at     TIMESTAMPTZ NOT NULL
);
CREATE INDEX agenda_changed ON agenda (event_id, changed_at);
COMMENT ON TABLE agenda IS 'The version of a participant''s agenda: it rises with every change of what the agenda shows';

CREATE TABLE room_agenda (
    room_id    UUID PRIMARY KEY REFERENCES room (id),
    event_id   UUID NOT NULL REFERENCES event (id),
    version    BIGINT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX room_agenda_changed ON room_agenda (event_id, changed_at);
COMMENT ON TABLE room_agenda IS 'The version of a room''s agenda';

CREATE TABLE conversation (
    id            UUID PRIMARY KEY,
    event_id      UUID NOT NULL REFERENCES event (id),
    one_id        UUID NOT NULL REFERENCES participant (id),
    other_id      UUID REFERENCES participant (id),
    last_at       TIMESTAMPTZ NOT NULL,
    one_read_at   TIMESTAMPTZ,
    other_read_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX conversation_parties ON conversation (one_id, other_id) WHERE other_id IS NOT NULL;
CREATE UNIQUE INDEX conversation_organisers ON conversation (one_id) WHERE other_id IS NULL;
CREATE INDEX conversation_other ON conversation (other_id);
CREATE INDEX conversation_event ON conversation (event_id, last_at);
COMMENT ON TABLE conversation IS 'Who writes to whom: two participants, or one and the organisers';

CREATE TABLE calendar_feed (
    participant_id UUID PRIMARY KEY REFERENCES participant (id),
    event_id       UUID NOT NULL REFERENCES event (id),
    secret_hash    BYTEA NOT NULL UNIQUE,
    created_at     TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE calendar_feed IS 'The secret address under which somebody''s programs read the own agenda';

CREATE TABLE message (
    id              UUID PRIMARY KEY,
    conversation_id UUID NOT NULL REFERENCES conversation (id),
    event_id        UUID NOT NULL REFERENCES event (id),
    from_id         UUID REFERENCES participant (id),
    account_id      UUID REFERENCES account (id),
    text            TEXT NOT NULL,
    sent_at         TIMESTAMPTZ NOT NULL
);
CREATE INDEX message_conversation ON message (conversation_id, sent_at, id);
COMMENT ON TABLE message IS 'A message; without a participant it is the organisers''';

CREATE TABLE reminder_rule (
    id             UUID PRIMARY KEY,
    event_id       UUID NOT NULL REFERENCES event (id),
    anchor         TEXT NOT NULL CHECK (anchor IN ('event', 'day', 'meeting', 'activity')),
    minutes_before BIGINT NOT NULL,
    audience       TEXT NOT NULL CHECK (audience IN ('everybody', 'participants', 'experts')),
    channel        TEXT NOT NULL CHECK (channel IN ('mail', 'sms', 'both')),
    version        BIGINT NOT NULL,
    created_at     TIMESTAMPTZ NOT NULL,
    withdrawn_at   TIMESTAMPTZ
);
CREATE INDEX reminder_rule_event ON reminder_rule (event_id) WHERE withdrawn_at IS NULL;
COMMENT ON TABLE reminder_rule IS 'When participants are reminded, relative to the event, a day, a meeting or an activity';

CREATE TABLE reminder (
    rule_id        UUID NOT NULL REFERENCES reminder_rule (id),
    participant_id UUID NOT NULL REFERENCES participant (id),
    about_id       UUID NOT NULL,
    starts_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (rule_id, participant_id, about_id, starts_at)
);
COMMENT ON TABLE reminder IS 'Reminders that were owed: a second node that comes to the same finds the row';
