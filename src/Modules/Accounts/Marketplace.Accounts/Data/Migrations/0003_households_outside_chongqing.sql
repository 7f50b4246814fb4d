-- The region list goes down to villages in Chongqing alone; elsewhere a household stands in its county.
ALTER TABLE household DROP CONSTRAINT household_region_code_check;
ALTER TABLE household ADD CONSTRAINT household_region_code_check CHECK (length(region_code) IN (6, 9, 12));
