-- Task benchmarks: what they are, the versions of their data, and runs.
create table benchmark (
    name       text        primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team       text        not null,
    document   jsonb       not null,
    revision   int         not null check (revision >= 1),
    newest     int         not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index benchmark_of_team on benchmark (team, name);
select plumbline.protect('benchmark');

-- The data of a benchmark, immutable.
create table benchmark_version (
    benchmark   text        not null references benchmark (name) on delete cascade,
    team        text        not null,
    version     int         not null check (version >= 1),
    digest      text        not null,
    format      text        not null,
    items       int         not null check (items >= 1),
    examples    int         not null check (examples >= 0),
    files       jsonb       not null,
    uploaded_by text        not null,
    created_at  timestamptz not null,
    primary key (benchmark, version)
);
select plumbline.protect('benchmark_version');

create table benchmark_item (
    benchmark text not null,
    team      text not null,
    version   int  not null,
    item      int  not null check (item >= 0),
    material  text not null, -- JSON: jsonb refuses some of it
    primary key (benchmark, version, item),
    foreign key (benchmark, version) references benchmark_version (benchmark, version) on delete cascade
);
select plumbline.protect('benchmark_item');

-- Runs keep what they measured even if the benchmark is deleted.
create table benchmark_run (
    id           uuid        primary key,
    team         text        not null,
    benchmark    text        not null,
    version      int         not null,
    digest       text        not null,
    format       text        not null,
    target       text        not null, -- as people read it
    request      jsonb       not null,
    settings     text        not null, -- digest of all that determines the prompts and scores
    status       text        not null check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
    error        text,
    halted       text,
    results      jsonb,
    served       text,
    total        int         not null default 0,
    answered     int         not null default 0,
    calls        bigint      not null default 0,
    tokens       bigint      not null default 0,
    cost_usd     numeric(20, 10) not null default 0,
    requested_by text        not null,
    trace_id     text,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    check ((status = 'FAILED') = (error is not null))
);
create index benchmark_run_newest on benchmark_run (team, id desc);
create index benchmark_run_of_benchmark on benchmark_run (team, benchmark, id desc);
create index benchmark_run_unended on benchmark_run (created_at) where status in ('QUEUED', 'RUNNING');
select plumbline.protect('benchmark_run');

-- The outcome of a call. A stored one is never asked for again.
create table benchmark_answer (
    run_id     uuid             not null references benchmark_run (id) on delete cascade,
    team       text             not null,
    unit       int              not null check (unit >= 0),
    item       int              not null,
    purpose    text             not null check (purpose in ('ITEM', 'REORDERED', 'COMPLETION')),
    sample     int              not null,
    score      text, -- JSON
    error      text,
    answer     text             not null,
    latency_ms double precision not null,
    primary key (run_id, unit),
    check ((score is null) = (error is not null))
);
select plumbline.protect('benchmark_answer');
