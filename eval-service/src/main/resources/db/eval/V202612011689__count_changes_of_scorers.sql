-- How often the service of a scorer has stated another version than before: one that is stated again after another one
-- would not be noticed otherwise.
alter table scorer_version add column stated_changes integer not null default 0;
