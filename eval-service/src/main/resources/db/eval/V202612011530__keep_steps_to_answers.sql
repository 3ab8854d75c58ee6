-- trace: the steps from a question to its answer, as JSON; null for one call without tools and passages.
alter table gate_answer add column trace text;
