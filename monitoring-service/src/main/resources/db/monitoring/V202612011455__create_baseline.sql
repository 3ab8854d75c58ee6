-- Baselines for semantic drift: DriftPlan and DriftState.
create table baseline (
    name               text        primary key check (length(name) <= 63),
    team               text        not null,
    plan               jsonb       not null,
    state              jsonb,
    unread             bigint      not null default 0,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    revision           bigint      not null,
    next_evaluation_at timestamptz not null default '-infinity'
);
create index baseline_next_evaluation on baseline (next_evaluation_at);
select plumbline.protect('baseline');

-- Vectors of the texts of calls, as signed bytes: those of the baseline and those of its current window. No text.
create table drift_sample (
    baseline  text        not null references baseline (name) on delete cascade,
    call_id   uuid        not null,
    team      text        not null,
    at        timestamptz not null,
    subject   text,
    reference boolean     not null,
    vector    bytea       not null,
    primary key (baseline, call_id)
);
select plumbline.protect('drift_sample');

-- Comparisons: DriftResult.
create table drift_result (
    id       uuid        primary key,
    team     text        not null,
    baseline text        not null references baseline (name) on delete cascade,
    route    text        not null,
    at       timestamptz not null,
    result   jsonb       not null
);
create index drift_result_baseline on drift_result (baseline, at desc, id desc);
create index drift_result_at on drift_result (at desc, id desc);
select plumbline.protect('drift_result');
