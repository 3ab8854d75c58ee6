-- Which of a suite's documents a gate was of; null for what was stored before that was told.
alter table evaluation add column suite_revision int check (suite_revision > 0);
