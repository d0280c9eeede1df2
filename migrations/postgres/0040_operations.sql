-- What whoever runs an installation counts, and where sign-ins began.

CREATE INDEX notice_given_up ON notice (given_up_at) WHERE given_up_at IS NOT NULL;
CREATE INDEX webhook_delivery_given_up ON webhook_delivery (created_at) WHERE state = 'given-up';

-- Shown to the account alone, to tell its sign-ins apart
ALTER TABLE sign_in ADD COLUMN origin TEXT;
