-- One-time codes: the secret is ciphertext, counts once a code from the device was entered, and each code is good once.
ALTER TABLE person
    DROP COLUMN totp_secret,
    ADD COLUMN totp_cipher bytea,
    ADD COLUMN totp_pending_cipher bytea,
    ADD COLUMN totp_last_step bigint NOT NULL DEFAULT 0,
    ADD COLUMN disabled_reason text;

ALTER TABLE organisation ADD COLUMN invoice_bank text;

-- Old counts are swept away by their minute.
CREATE INDEX sign_in_attempt_minute ON sign_in_attempt (minute);

-- What was granted, consented, linked or paid to stays on record: rows are ended, never removed.
REVOKE DELETE, TRUNCATE ON person, organisation, post, household_consent, benefit_linkage, payee_account FROM {role};
