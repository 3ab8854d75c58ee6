-- Sequential detection of changes in a route's calls: MonitorPlan and MonitorSeries.State.
create table monitor (
    name               text        primary key check (length(name) <= 63),
    team               text        not null,
    plan               text        not null,
    state              text        not null,
    since              timestamptz not null,
    created_at         timestamptz not null,
    revision           bigint      not null,
    next_evaluation_at timestamptz not null
);
create index monitor_next_evaluation on monitor (next_evaluation_at);
select plumbline.protect('monitor');

-- What monitors have detected, and the outbox of its incidents. The plan is that of the time of the breach.
create table monitor_breach (
    id              uuid        primary key,
    team            text        not null,
    monitor         text        not null,
    plan            text        not null,
    alarm           text        not null,
    detected_at     timestamptz not null,
    attempts        int         not null,
    next_attempt_at timestamptz not null,
    incident_id     uuid
);
create index monitor_breach_monitor on monitor_breach (monitor, detected_at desc, id desc);
create index monitor_breach_due on monitor_breach (next_attempt_at) where incident_id is null;
select plumbline.protect('monitor_breach');
