-- Incidents: what went wrong, who reported it, and how it was moved on.

create table incident (
    id              uuid primary key,
    team            text not null references team,
    state           text not null check (state in ('OPEN', 'ACKNOWLEDGED', 'RESOLVED', 'CLOSED')),
    -- What is open comes first.
    state_order     int not null generated always as (
        case state when 'OPEN' then 0 when 'ACKNOWLEDGED' then 1 when 'RESOLVED' then 2 else 3 end) stored,
    severity        text not null check (severity in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
    kind            text not null check (kind in ('ROLLBACK', 'BREACH', 'OTHER')),
    title           text not null check (length(title) between 1 and 200),
    description     text check (length(description) <= 4000),
    resource_type   text not null check (length(resource_type) <= 64),
    resource_id     text not null check (length(resource_id) <= 256),
    evidence        jsonb not null,
    occurred_at     timestamptz not null,
    reported_by     text not null check (length(reported_by) <= 100),
    reported_at     timestamptz not null,
    idempotency_key text check (length(idempotency_key) <= 255),
    version         bigint not null
);
-- For as long as the incident is kept, and not only for a day: who reports again gets the same one.
create unique index incident_report on incident (reported_by, idempotency_key);
create index incident_order on incident (state_order, id desc);
select plumbline.protect('incident');

create table incident_transition (
    incident_id uuid not null references incident,
    team        text not null,
    state       text not null check (state in ('ACKNOWLEDGED', 'RESOLVED', 'CLOSED')),
    moved_by    text not null check (length(moved_by) <= 100),
    moved_at    timestamptz not null,
    comment     text check (length(comment) <= 2000),
    primary key (incident_id, state)
);
select plumbline.protect('incident_transition');
