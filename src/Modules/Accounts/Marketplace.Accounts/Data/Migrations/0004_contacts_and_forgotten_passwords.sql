-- How a person can be reached, what was told to whom, and the links that set a forgotten password anew.
ALTER TABLE person
    ADD COLUMN contact_cipher bytea,
    ADD COLUMN contact_mask text;

-- A notice keeps the contact as it was when it was written: a changed contact must not move a warning to the one who changed it.
CREATE TABLE notice (
    id             uuid PRIMARY KEY,
    person_id      uuid NOT NULL REFERENCES person,
    kind           text NOT NULL,
    contact_cipher bytea,
    contact_mask   text,
    text_cipher    bytea NOT NULL,
    written_at     timestamptz NOT NULL,
    handed_over_at timestamptz,
    handed_over_by uuid
);
CREATE INDEX notice_latest ON notice (written_at DESC, id DESC);
CREATE INDEX notice_person ON notice (person_id);

CREATE TABLE password_link (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES person,
    token_hash bytea NOT NULL,
    made_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE UNIQUE INDEX password_link_token ON password_link (token_hash);
CREATE INDEX password_link_person ON password_link (person_id, made_at);

REVOKE DELETE, TRUNCATE ON notice, password_link FROM {role};
