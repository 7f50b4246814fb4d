-- The Latin words and pinyin that products are found by, so that a slip of the finger can be put right. Words are only ever added:
-- one that no product carries any more leads nowhere.

CREATE TABLE search_word (
    word text COLLATE "C" PRIMARY KEY
);

INSERT INTO search_word
SELECT word FROM ts_stat('SELECT document FROM search_document') WHERE word ~ '^(p_)?[a-z0-9]{3,}$';
