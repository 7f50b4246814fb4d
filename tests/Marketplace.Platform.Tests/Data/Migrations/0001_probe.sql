-- The smallest module there can be, for testing what the platform gives every module.
CREATE TABLE note (
    id          uuid PRIMARY KEY,
    words       varchar(200) NOT NULL,
    region      text NOT NULL,
    written_by  uuid NOT NULL
);
CREATE TABLE effect (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    handler  text NOT NULL,
    note_id  uuid NOT NULL
);
