-- When an alert that came back began to fire again; null for others.
alter table alert add column reopened_at timestamptz;

-- When the alert began to fire that a run is for: a remedy has one run for each time.
alter table remedy_run add column firing timestamptz not null default '-infinity';
update remedy_run r
set firing = coalesce((select a.started_at from alert a where a.id = r.alert_id), r.started_at);
alter table remedy_run drop constraint remedy_run_remedy_alert_id_key;
alter table remedy_run add unique (remedy, alert_id, firing);
