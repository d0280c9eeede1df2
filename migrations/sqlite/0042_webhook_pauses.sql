-- A webhook rests from a time until it is taken up again; what happens meanwhile waits.

ALTER TABLE webhook ADD COLUMN paused_at TEXT;
-- From then on the patience with what waited begins anew
ALTER TABLE webhook ADD COLUMN resumed_at TEXT;
