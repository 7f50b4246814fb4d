-- Whether a household says that its money arrived: PaidToHousehold, FarmerConfirmed or Disputed. Empty for suppliers.
ALTER TABLE payout_item ADD COLUMN household_state text, ADD COLUMN answered_at timestamptz, ADD COLUMN answer_note text;
UPDATE payout_item SET household_state = 'PaidToHousehold' WHERE state = 'Paid' AND account_id LIKE 'HouseholdPayable:%';
CREATE INDEX payout_item_disputed ON payout_item (id) WHERE household_state = 'Disputed';
