-- Remedies: RemedyPlan, and the state of the approval of exactly this plan. The digest covers the name, the team and the
-- plan; while it stays the same, so does the approval.
create table remedy (
    name           text        primary key check (length(name) <= 63),
    team           text        not null,
    plan           jsonb       not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    revision       bigint      not null,
    digest         text        not null default '',
    requested_by   text,
    approval_id    uuid,
    approval_state text        not null default 'WANTED',
    approved_at    timestamptz,
    next_check_at  timestamptz not null default '-infinity'
);
create index remedy_next_check on remedy (next_check_at);
select plumbline.protect('remedy');

-- The runs of remedies: at most one for an alert. The id of a run is that of its restraint in the gateway.
create table remedy_run (
    id              uuid        primary key,
    team            text        not null,
    remedy          text        not null,
    alert_id        uuid        not null,
    route           text        not null,
    digest          text        not null,
    state           text        not null,
    run             jsonb       not null,
    started_at      timestamptz not null,
    until           timestamptz,
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null,
    unique (remedy, alert_id)
);
create index remedy_run_started on remedy_run (started_at desc, id desc);
create index remedy_run_of on remedy_run (remedy, started_at desc, id desc);
create index remedy_run_pending on remedy_run (next_attempt_at) where state = 'PENDING';
create index remedy_run_applied on remedy_run (until) where state = 'APPLIED';
select plumbline.protect('remedy_run');

-- Whether remedies act at all.
create table remedy_switch (
    enabled    boolean     not null,
    reason     text        check (length(reason) <= 1000),
    changed_by text,
    changed_at timestamptz
);
create unique index remedy_switch_one on remedy_switch ((true));
insert into remedy_switch values (true, null, null, null);
select plumbline.grant_plain('remedy_switch');
