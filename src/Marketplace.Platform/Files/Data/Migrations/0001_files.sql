-- Uploaded files: what they are and who brought them. The bytes lie in the file store under their hash.
-- This schema takes its number range from 0001 like a module's.
CREATE TABLE file (
    id            uuid PRIMARY KEY,
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    content_type  text NOT NULL,
    bytes         bigint NOT NULL CHECK (bytes > 0),
    width         int,
    height        int,
    sha256        text NOT NULL CHECK (length(sha256) = 64),
    uploaded_by   uuid NOT NULL,
    uploaded_at   timestamptz NOT NULL
);
CREATE INDEX file_uploader ON file (uploaded_by, uploaded_at);

CREATE TABLE link_key (
    id     int PRIMARY KEY CHECK (id = 1),
    secret bytea NOT NULL CHECK (length(secret) = 32)
);
INSERT INTO link_key (id, secret)
SELECT 1, sha256(gen_random_uuid()::text::bytea || gen_random_uuid()::text::bytea);
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON link_key FROM {role};
