-- What organisers say of mails.

-- Texts of an event that stand in for those that come with Carnet
CREATE TABLE mail_template (
    event_id   BLOB NOT NULL REFERENCES event (id),
    kind       TEXT NOT NULL,
    language   TEXT NOT NULL CHECK (language IN ('fr', 'en')),
    subject    TEXT NOT NULL,
    body       TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (event_id, kind, language)
) STRICT;
