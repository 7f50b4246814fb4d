-- An entry without postings would be a step in the chain that says nothing; the check runs when the transaction ends.
CREATE FUNCTION entry_has_postings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM settlement.posting WHERE entry_number = NEW.number) < 2 THEN
        RAISE EXCEPTION 'entry % has fewer than two postings', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_has_postings AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_has_postings();

-- Two people who enter an order's invoice at once: one wins. A red-reversed invoice will make room for its successor.
DROP INDEX invoice_order;
CREATE UNIQUE INDEX invoice_order ON invoice (order_id) WHERE state <> 'RedReversed';

CREATE INDEX refund_state ON refund (state, id);
