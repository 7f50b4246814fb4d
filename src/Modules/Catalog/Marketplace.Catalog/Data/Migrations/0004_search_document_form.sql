-- Which form of document a row holds, so that a build that writes them otherwise brings the old ones up to date by itself.

ALTER TABLE search_document ADD COLUMN form int NOT NULL DEFAULT 1;
CREATE INDEX search_document_form ON search_document (form, product_id);
