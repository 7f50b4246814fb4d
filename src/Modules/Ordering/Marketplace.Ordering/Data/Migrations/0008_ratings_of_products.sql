-- What buyers said of a product is found through the lines of the orders they rated.

CREATE INDEX order_line_product ON order_line (product_id, order_id);
