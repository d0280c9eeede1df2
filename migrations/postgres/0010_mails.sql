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

CREATE TABLE mail_choice (
    event_id   UUID NOT NULL REFERENCES event (id),
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    copies     TEXT NOT NULL CHECK (copies IN ('none', 'news', 'all')),
    PRIMARY KEY (event_id, account_id)
);
COMMENT ON TABLE mail_choice IS 'Which messages about registrations an administrator wants; without a row, news alone';

CREATE TABLE reminder_stop (
    event_id   UUID NOT NULL REFERENCES event (id),
    account_id UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    stopped_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (event_id, account_id)
);
COMMENT ON TABLE reminder_stop IS 'Who wants no reminders of an event';
