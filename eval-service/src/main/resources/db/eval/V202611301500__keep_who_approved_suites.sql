-- The approval of a suite's present document, where it took one. Siblings look at whether it still stands.
alter table suite add column approval_id uuid;
