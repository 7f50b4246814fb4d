-- 停售: the authority keeps a lot off sale. Of its decisions the one with the highest version stands, in whatever order they arrive.
ALTER TABLE stock_lot ADD COLUMN is_stopped boolean NOT NULL DEFAULT false;
ALTER TABLE stock_lot ADD COLUMN sale_version bigint NOT NULL DEFAULT 0;
