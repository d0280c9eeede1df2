-- Where exhibitors receive.

-- The room that is an exhibitor's booth, where its meetings are held in an event whose rules say so
CREATE TABLE booth (
    registration_id BLOB PRIMARY KEY REFERENCES registration (id),
    event_id        BLOB NOT NULL REFERENCES event (id),
    room_id         BLOB NOT NULL REFERENCES room (id)
) STRICT;
CREATE INDEX booth_event ON booth (event_id);
CREATE INDEX booth_room ON booth (room_id);
