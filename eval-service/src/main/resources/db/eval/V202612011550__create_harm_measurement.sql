-- Measurements of bias, hallucination and toxicity.
create table harm_measurement (
    id           uuid        primary key,
    team         text        not null,
    name         text        not null,
    kind         text        not null check (kind in ('BBQ', 'COUNTERFACTUAL', 'HALLUCINATION', 'TOXICITY')),
    target       text        not null, -- as people read it
    dataset      text,                 -- null for the product's own prompts
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
    left_out     int         not null default 0,
    calls        bigint      not null default 0,
    tokens       bigint      not null default 0,
    cost_usd     numeric(20, 10) not null default 0,
    requested_by text        not null,
    trace_id     text,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    check (verdict is null or status = 'DONE'),
    check (status <> 'DONE' or results is not null),
    check ((status = 'FAILED') = (error is not null))
);
create index harm_measurement_newest on harm_measurement (team, id desc);
create index harm_measurement_by_target on harm_measurement (team, target, kind, id desc);
create index harm_measurement_unended on harm_measurement (created_at) where status in ('QUEUED', 'RUNNING');
select plumbline.protect('harm_measurement');

-- The prompts of a measurement, as they are sent.
create table harm_item (
    measurement_id uuid not null references harm_measurement (id) on delete cascade,
    team           text not null,
    item           int  not null check (item >= 0),
    material       text not null, -- JSON: jsonb refuses some of it
    primary key (measurement_id, item)
);
select plumbline.protect('harm_item');

-- The answers to a prompt. A stored one is never asked for again.
create table harm_answer (
    measurement_id uuid  not null,
    team           text  not null,
    item           int   not null,
    sample         int   not null check (sample >= 0),
    outcome        text  not null check (outcome in ('ANSWERED', 'REFUSED', 'BLOCKED', 'ERROR')),
    error          text,
    answer         text  not null,
    measures       jsonb not null,
    primary key (measurement_id, item, sample),
    foreign key (measurement_id, item) references harm_item (measurement_id, item) on delete cascade,
    check ((outcome = 'ERROR') = (error is not null))
);
select plumbline.protect('harm_answer');
