-- How often what is set for an event may have changed, for whoever keeps what was read of it.

ALTER TABLE audit_chain ADD COLUMN n_set_up INTEGER NOT NULL DEFAULT 0;
