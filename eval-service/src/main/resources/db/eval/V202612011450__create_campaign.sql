-- Red-team campaigns.
create table campaign (
    id           uuid        primary key,
    team         text        not null,
    name         text        not null,
    target       text        not null, -- as people read it
    request      jsonb       not null,
    library      text        not null,
    status       text        not null check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    error        text,
    halted       text,
    verdict      text        check (verdict in ('PASS', 'FAIL', 'INCONCLUSIVE')),
    results      jsonb,
    served       text,
    total        int         not null default 0,
    answered     int         not null default 0,
    calls        bigint      not null default 0,
    tokens       bigint      not null default 0,
    cost_usd     numeric(20, 10) not null default 0,
    requested_by text        not null,
    trace_id     text,
    scheduled    boolean     not null default false,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    check ((status = 'DONE') = (verdict is not null)),
    check ((status = 'FAILED') = (error is not null))
);
create index campaign_newest on campaign (team, id desc);
create index campaign_by_target on campaign (team, target, id desc);
create index campaign_unended on campaign (created_at) where status in ('QUEUED', 'RUNNING');
select plumbline.protect('campaign');

-- The probes of a campaign, as they are sent.
create table campaign_probe (
    campaign_id uuid    not null references campaign (id) on delete cascade,
    team        text    not null,
    probe       int     not null check (probe >= 0),
    category    text    not null,
    strategy    text    not null,
    goal        text    not null,
    harmless    boolean not null,
    material    text    not null, -- JSON: jsonb refuses some of it
    regression  uuid,
    primary key (campaign_id, probe)
);
select plumbline.protect('campaign_probe');

-- The outcome of a probe. A stored one is never asked for again.
create table campaign_answer (
    campaign_id uuid             not null,
    team        text             not null,
    probe       int              not null,
    side        text             not null check (side in ('GUARDED', 'BYPASSED')),
    outcome     text             not null,
    error       text,
    transcript  text             not null,
    judged      double precision check (judged between 0 and 1),
    guardrails  text,
    latency_ms  double precision not null,
    primary key (campaign_id, probe, side),
    foreign key (campaign_id, probe) references campaign_probe (campaign_id, probe) on delete cascade,
    check ((outcome = 'ERROR') = (error is not null))
);
select plumbline.protect('campaign_answer');

-- Attacks that succeeded once. Every later campaign on their target repeats them.
create table regression_probe (
    id         uuid        primary key,
    team       text        not null,
    target     text        not null,
    digest     text        not null,
    category   text        not null,
    strategy   text        not null,
    goal       text        not null,
    material   text        not null,
    campaign   uuid        not null,
    kept_by    text        not null,
    created_at timestamptz not null,
    unique (team, target, digest)
);
create index regression_probe_newest on regression_probe (team, id desc);
select plumbline.protect('regression_probe');

-- The incidents that findings opened.
create table campaign_incident (
    campaign_id uuid not null references campaign (id) on delete cascade,
    team        text not null,
    finding     text not null,
    incident    uuid not null,
    primary key (campaign_id, finding)
);
select plumbline.protect('campaign_incident');

-- The nightly campaigns of teams on everything that they have in production.
create table campaign_schedule (
    team       text        primary key,
    request    jsonb       not null,
    hour       int         not null check (hour between 0 and 23),
    set_by     text        not null,
    updated_at timestamptz not null,
    last_run   date
);
select plumbline.protect('campaign_schedule');
