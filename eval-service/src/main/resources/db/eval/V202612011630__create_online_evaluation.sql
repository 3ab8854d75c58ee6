-- Evaluations of a sampled share of live calls.
create table online_evaluation (
    name       text        primary key check (length(name) <= 63),
    team       text        not null,
    plan       jsonb       not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision   bigint      not null
);
select plumbline.protect('online_evaluation');

-- The index of the next event of the audit log to read; -1 before the first read.
create table online_position (
    single   boolean primary key default true check (single),
    position bigint not null
);
insert into online_position values (true, -1);
select plumbline.grant_plain('online_position');

-- The sampled calls, each once for each evaluation, without their content.
create table online_call (
    evaluation   text           not null,
    call_id      uuid           not null,
    team         text           not null,
    call         jsonb          not null,
    called_at    timestamptz    not null,
    sampled_at   timestamptz    not null,
    state        text           not null check (state in ('PENDING', 'SCORED', 'SKIPPED')),
    attempts     int            not null default 0,
    next_attempt timestamptz    not null,
    reserved_usd numeric(20, 10),
    primary key (evaluation, call_id)
);
create index online_call_due on online_call (next_attempt) where state = 'PENDING';
create index online_call_pending on online_call (evaluation) where state = 'PENDING';
create index online_call_sampled on online_call (evaluation, sampled_at);
create index online_call_age on online_call (sampled_at);
select plumbline.protect('online_call');

-- Scores of calls, 0..1. The digest changes with whatever determines the scores.
create table online_score (
    evaluation text             not null,
    call_id    uuid             not null,
    scorer     text             not null,
    team       text             not null,
    digest     text             not null,
    variant    text             not null,
    model      text             not null,
    prompt     text             not null,
    score      double precision not null check (score between 0 and 1),
    scored_at  timestamptz      not null,
    primary key (evaluation, call_id, scorer)
);
create index online_score_newest on online_score (evaluation, scored_at desc);
create index online_score_age on online_score (scored_at);
select plumbline.protect('online_score');

-- Numbers of calls by day in UTC and by what became of them.
create table online_count (
    evaluation text   not null,
    day        date   not null,
    fate       text   not null,
    team       text   not null,
    calls      bigint not null,
    primary key (evaluation, day, fate)
);
select plumbline.protect('online_count');

-- Cost of the judges by day in UTC. It stays when the evaluation is removed, so that a new one has no new cap.
create table online_spend (
    evaluation  text           not null,
    team        text           not null,
    day         date           not null,
    spent_usd   numeric(20, 10) not null default 0,
    highest_usd numeric(20, 10),
    unpriced    int            not null default 0,
    primary key (evaluation, team, day)
);
select plumbline.protect('online_spend');
