-- People and what they may do; organisations; households and who acts for them; where money goes.

CREATE TABLE person (
    id              uuid PRIMARY KEY,
    user_name       text NOT NULL,
    display_name    text NOT NULL,
    password_hash   text NOT NULL,
    language        text NOT NULL DEFAULT 'zh-CN',
    totp_secret     bytea,
    failed_attempts int NOT NULL DEFAULT 0,
    locked_until    timestamptz,
    disabled_at     timestamptz,
    is_demonstration boolean NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX person_user_name ON person (lower(user_name));

CREATE TABLE session (
    id               uuid PRIMARY KEY,
    token_hash       bytea NOT NULL,
    person_id        uuid NOT NULL REFERENCES person,
    created_at       timestamptz NOT NULL,
    last_seen_at     timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    second_factor_at timestamptz,
    ended_at         timestamptz
);
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE INDEX session_person ON session (person_id) WHERE ended_at IS NULL;

CREATE TABLE sign_in_attempt (
    address text NOT NULL,
    minute  timestamptz NOT NULL,
    count   int NOT NULL,
    PRIMARY KEY (address, minute)
);

CREATE TABLE organisation (
    id                  uuid PRIMARY KEY,
    name                text NOT NULL,
    name_en             text,
    kind                text NOT NULL,
    region_code         text COLLATE "C" NOT NULL,
    credit_code         text,
    supervising_unit_id uuid REFERENCES organisation,
    introduction        text,
    introduction_en     text,
    invoice_title       text,
    invoice_tax_number  text,
    invoice_address     text,
    is_demonstration    boolean NOT NULL DEFAULT false,
    registered_at       timestamptz NOT NULL
);
CREATE UNIQUE INDEX organisation_credit_code ON organisation (credit_code) WHERE credit_code IS NOT NULL;
CREATE INDEX organisation_region ON organisation (region_code, kind);
CREATE INDEX organisation_name ON organisation USING gin (name gin_trgm_ops);
CREATE INDEX organisation_supervising ON organisation (supervising_unit_id);

CREATE TABLE post (
    id              uuid PRIMARY KEY,
    person_id       uuid NOT NULL REFERENCES person,
    role            text NOT NULL,
    organisation_id uuid REFERENCES organisation,
    region_code     text COLLATE "C",
    sector          text,
    granted_by      uuid,
    granted_at      timestamptz NOT NULL,
    withdrawn_at    timestamptz
);
CREATE INDEX post_person ON post (person_id) WHERE withdrawn_at IS NULL;
CREATE INDEX post_organisation ON post (organisation_id) WHERE withdrawn_at IS NULL;

CREATE TABLE api_key (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES person,
    name       text NOT NULL,
    prefix     text NOT NULL,
    key_hash   bytea NOT NULL,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz
);
CREATE UNIQUE INDEX api_key_hash ON api_key (key_hash);
CREATE INDEX api_key_person ON api_key (person_id, created_at);

-- Names, identity and bank numbers are ciphertext; masks are what screens show; the index finds equals without telling.
CREATE TABLE household (
    id               uuid PRIMARY KEY,
    region_code      text COLLATE "C" NOT NULL CHECK (length(region_code) = 12),
    name_cipher      bytea NOT NULL,
    name_mask        text NOT NULL,
    identity_cipher  bytea,
    identity_mask    text,
    identity_index   bytea,
    is_demonstration boolean NOT NULL DEFAULT false,
    registered_by    uuid NOT NULL,
    registered_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX household_identity ON household (identity_index) WHERE identity_index IS NOT NULL;
CREATE INDEX household_region ON household (region_code, id);

CREATE TABLE household_consent (
    id                     uuid PRIMARY KEY,
    household_id           uuid NOT NULL REFERENCES household,
    agent_person_id        uuid NOT NULL REFERENCES person,
    seller_organisation_id uuid NOT NULL REFERENCES organisation,
    text_version           text NOT NULL,
    given_on               date NOT NULL,
    valid_to               date NOT NULL,
    evidence_file_id       uuid,
    recorded_by            uuid NOT NULL,
    recorded_at            timestamptz NOT NULL,
    revoked_at             timestamptz,
    revoked_reason         text,
    CHECK (valid_to >= given_on AND valid_to <= given_on + 1098)
);
CREATE INDEX household_consent_agent ON household_consent (agent_person_id, household_id) WHERE revoked_at IS NULL;
CREATE INDEX household_consent_household ON household_consent (household_id);

CREATE TABLE benefit_linkage (
    id                 uuid PRIMARY KEY,
    supplier_id        uuid NOT NULL REFERENCES organisation,
    household_id       uuid NOT NULL REFERENCES household,
    kind               text NOT NULL,
    share_basis_points int NOT NULL CHECK (share_basis_points BETWEEN 0 AND 10000),
    valid_from         date NOT NULL,
    valid_to           date,
    recorded_by        uuid NOT NULL,
    recorded_at        timestamptz NOT NULL
);
CREATE INDEX benefit_linkage_supplier ON benefit_linkage (supplier_id, valid_from);
CREATE INDEX benefit_linkage_household ON benefit_linkage (household_id);

CREATE TABLE payee_account (
    id            uuid PRIMARY KEY,
    party_id      uuid NOT NULL,
    holder_cipher bytea NOT NULL,
    holder_mask   text NOT NULL,
    bank_name     text NOT NULL,
    number_cipher bytea NOT NULL,
    number_mask   text NOT NULL,
    usable_from   timestamptz NOT NULL,
    recorded_by   uuid NOT NULL,
    recorded_at   timestamptz NOT NULL,
    superseded_at timestamptz
);
CREATE UNIQUE INDEX payee_account_current ON payee_account (party_id) WHERE superseded_at IS NULL;
