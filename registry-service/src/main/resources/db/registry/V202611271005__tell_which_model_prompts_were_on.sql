-- Which model's version a prompt was evaluated on; null for a model's own results, and for what was stored before that was told.
alter table evaluation add column model text;
drop index evaluation_newest_gate;
create index evaluation_newest_gate on evaluation (asset_id, version, suite, model, finished_at desc, id desc) where gate;
