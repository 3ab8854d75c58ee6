-- Decides on the orders of items and answers. Null for panels that were assigned before; their orders follow the seed.
alter table panel add column secret bytea check (length(secret) = 32);
