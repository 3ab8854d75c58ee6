-- Latencies by the length of the output. The windows are computed again from the log.
truncate call_window;
delete from projection where name = 'call-window';
alter table call_window drop column latency;
alter table call_window add column latency_short bytea;
alter table call_window add column latency_medium bytea;
alter table call_window add column latency_long bytea;

-- Service level objectives: SloPlan, and the SloStatus of the last evaluation.
create table slo (
    name               text        primary key check (length(name) <= 63),
    team               text        not null,
    plan               jsonb       not null,
    status             jsonb,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    revision           bigint      not null,
    next_evaluation_at timestamptz not null default '-infinity'
);
create index slo_next_evaluation on slo (next_evaluation_at);
select plumbline.protect('slo');

-- Alerts, and the outbox of their incidents.
create table alert (
    id              uuid        primary key,
    team            text        not null,
    source          text        not null check (source in ('MONITOR', 'SLO', 'COST', 'DRIFT')),
    name            text        not null,
    rule            text        not null,
    severity        text        not null check (severity in ('PAGE', 'TICKET')),
    title           text        not null,
    description     text        not null,
    evidence        jsonb       not null,
    started_at      timestamptz not null,
    resolved_at     timestamptz,
    incident_id     uuid,
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null
);
create unique index alert_firing on alert (source, name, rule) where resolved_at is null;
create index alert_started on alert (started_at desc, id desc);
create index alert_of on alert (source, name, started_at desc);
create index alert_due on alert (next_attempt_at) where incident_id is null;
select plumbline.protect('alert');

-- What monitors have detected raises alerts now, and these open the incidents.
insert into alert (id, team, source, name, rule, severity, title, description, evidence, started_at, resolved_at,
                   incident_id, next_attempt_at)
select id, team, 'MONITOR', monitor, plan::jsonb ->> 'metric', 'TICKET',
       (plan::jsonb ->> 'metric') || ' of the route ' || (plan::jsonb ->> 'route') || ' has changed',
       'Monitor ' || monitor || ' detected a change.', alarm::jsonb, detected_at, now(), incident_id, now()
from monitor_breach;
drop index monitor_breach_due;
alter table monitor_breach drop column attempts, drop column next_attempt_at, drop column incident_id;

-- Until when the cost of hours has been compared with the past.
create table cost_evaluation (
    evaluated_until timestamptz not null
);
insert into cost_evaluation values ('-infinity');
select plumbline.grant_plain('cost_evaluation');
