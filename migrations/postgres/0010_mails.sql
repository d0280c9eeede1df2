-- What organisers say of mails.

CREATE TABLE mail_template (
    event_id   UUID NOT NULL REFERENCES event (id),
    kind       TEXT NOT NULL,
    language   TEXT NOT NULL CHECK (language IN ('fr', 'en')),
    subject    TEXT NOT NULL,
    body       TEXT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (event_id, kind, language)
);
COMMENT ON TABLE mail_template IS 'Texts of an event that stand in for those that come with Carnet';
