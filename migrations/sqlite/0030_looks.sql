-- How the pages of events look.

-- The colours of an event's pages, as far as they are its own; the version stands in addresses, so that browsers may keep what they fetched
CREATE TABLE event_look (
    event_id BLOB PRIMARY KEY REFERENCES event (id),
    colours  TEXT,
    version  INTEGER NOT NULL
) STRICT;

-- A picture on the pages of an event
CREATE TABLE event_image (
    event_id   BLOB NOT NULL REFERENCES event (id),
    place      TEXT NOT NULL CHECK (place IN ('logo', 'banner')),
    media_type TEXT NOT NULL,
    content    BLOB NOT NULL,
    PRIMARY KEY (event_id, place)
) STRICT;
