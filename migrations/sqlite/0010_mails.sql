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

-- Which messages about registrations an administrator wants; without a row, news alone
CREATE TABLE mail_choice (
    event_id   BLOB NOT NULL REFERENCES event (id),
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    copies     TEXT NOT NULL CHECK (copies IN ('none', 'news', 'all')),
    PRIMARY KEY (event_id, account_id)
) STRICT;

-- Who wants no reminders of an event
CREATE TABLE reminder_stop (
    event_id   BLOB NOT NULL REFERENCES event (id),
    account_id BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    stopped_at TEXT NOT NULL,
    PRIMARY KEY (event_id, account_id)
) STRICT;
