-- A sibling begins to follow at 0. An empty registry must be beyond that already, or the sibling would wait for a first
-- change before it is ready.
update change_counter set version = 1 where version = 0;
