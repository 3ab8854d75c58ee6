-- How a route goes from one version of a model to another. What was planned never changes, so it is one document. A
-- rollout that is withdrawn gets no calls, and what it moved is being moved back.
create table rollout (
    id              uuid        primary key,
    team            text        not null,
    route           text        not null,
    environment     text        not null check (environment in ('DEVELOPMENT', 'PRODUCTION')),
    state           text        not null
        check (state in ('PENDING', 'RUNNING', 'PAUSED', 'PROMOTED', 'ABORTED', 'ROLLED_BACK')),
    plan            jsonb       not null,
    step            integer     not null check (step >= 0),
    promoting       boolean     not null,
    withdrawn       boolean     not null,
    created_at      timestamptz not null,
    starts_at       timestamptz,
    started_at      timestamptz,
    step_started_at timestamptz,
    due_at          timestamptz,
    ended_at        timestamptz,
    reason          text,
    problem         text,
    revision        bigint      not null
);
create unique index rollout_open on rollout (route) where state in ('PENDING', 'RUNNING', 'PAUSED');
create index rollout_route on rollout (route, id);
create index rollout_due on rollout (due_at) where due_at is not null;
select plumbline.protect('rollout');

-- What was said of a rollout lately, with the figures that it rests on. Never changed.
create table rollout_verdict (
    id         uuid        primary key,
    team       text        not null,
    rollout_id uuid        not null references rollout (id),
    step       integer     not null,
    verdict    text        not null check (verdict in ('PROMOTE', 'HOLD', 'ROLL_BACK')),
    reason     text,
    evidence   jsonb       not null,
    judged_at  timestamptz not null
);
create index rollout_verdict_rollout on rollout_verdict (rollout_id, id);
select plumbline.protect('rollout_verdict');
