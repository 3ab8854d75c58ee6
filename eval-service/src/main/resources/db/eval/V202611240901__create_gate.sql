-- A run of a suite against a candidate. Everything it depends on is kept with it.
create table gate (
    id             uuid primary key,
    team           text        not null,
    suite          text        not null,
    suite_revision int         not null,
    document       jsonb       not null,
    dataset_digest text,
    candidate      jsonb       not null,
    baseline       jsonb,
    commit_id      text,
    pull_request   text,
    requested_by   text        not null,
    status         text        not null check (status in ('QUEUED', 'RUNNING', 'DONE', 'ERROR', 'CANCELLED')),
    verdict        text check (verdict in ('PASS', 'FAIL', 'INCONCLUSIVE')),
    error          text,
    total          int         not null default 0,
    checks         jsonb       not null default '[]',
    created_at     timestamptz not null,
    started_at     timestamptz,
    finished_at    timestamptz,
    check ((status = 'DONE') = (verdict is not null))
);
create index gate_newest on gate (team, id desc);
create index gate_by_suite on gate (suite, id desc);
create index gate_unended on gate (created_at) where status in ('QUEUED', 'RUNNING');
select plumbline.protect('gate');

-- The items of a gate, as they were read from the dataset.
create table gate_item (
    gate_id   uuid not null references gate (id) on delete cascade,
    team      text not null,
    item      int  not null check (item >= 0),
    record_id text not null,
    slice     text,
    record    text not null, -- JSON as it was uploaded: jsonb refuses some of it
    primary key (gate_id, item)
);
select plumbline.protect('gate_item');

-- What a system answered. A stored answer is never asked for again.
create table gate_answer (
    gate_id       uuid not null,
    team          text not null,
    side          text not null check (side in ('CANDIDATE', 'BASELINE')),
    item          int  not null,
    repeat        int  not null check (repeat >= 0),
    answer        text,
    error         text,
    latency_ms    double precision not null,
    input_tokens  bigint not null,
    output_tokens bigint not null,
    cost_usd      numeric(20, 10),
    primary key (gate_id, side, item, repeat),
    foreign key (gate_id, item) references gate_item (gate_id, item) on delete cascade,
    check ((answer is null) <> (error is null))
);
select plumbline.protect('gate_answer');
