-- How the pages of events look.

CREATE TABLE event_look (
    event_id UUID PRIMARY KEY REFERENCES event (id),
    colours  JSONB,
    version  BIGINT NOT NULL
);
COMMENT ON TABLE event_look IS 'The colours of an event''s pages, as far as they are its own; the version stands in addresses, so that browsers may keep what they fetched';

CREATE TABLE event_image (
    event_id   UUID NOT NULL REFERENCES event (id),
    place      TEXT NOT NULL CHECK (place IN ('logo', 'banner')),
    media_type TEXT NOT NULL,
    content    BYTEA NOT NULL,
    PRIMARY KEY (event_id, place)
);
COMMENT ON TABLE event_image IS 'A picture on the pages of an event';
