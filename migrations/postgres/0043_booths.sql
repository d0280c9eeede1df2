-- Where exhibitors receive.

CREATE TABLE booth (
    registration_id UUID PRIMARY KEY REFERENCES registration (id),
    event_id        UUID NOT NULL REFERENCES event (id),
    room_id         UUID NOT NULL REFERENCES room (id)
);
CREATE INDEX booth_event ON booth (event_id);
CREATE INDEX booth_room ON booth (room_id);
COMMENT ON TABLE booth IS 'The room that is an exhibitor''s booth, where its meetings are held in an event whose rules say so';
