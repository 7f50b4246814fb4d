-- Why a supplier corrected a lot (盘点, 损耗, 破损, 误录, 赠样, 退货入库, 其他), who did, and by how much before orders kept what they hold.
ALTER TABLE stock_movement ADD COLUMN cause text CHECK (cause IN ('stocktake', 'wastage', 'breakage', 'entry-error', 'gift', 'return-in', 'other'));
ALTER TABLE stock_movement ADD COLUMN asked int;
ALTER TABLE stock_movement ADD COLUMN by_person uuid;
CREATE INDEX stock_movement_of_lot ON stock_movement (lot_id, id);
