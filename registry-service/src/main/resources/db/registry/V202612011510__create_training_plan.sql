-- Plans that train a model when its dataset has a new version: TrainingPlanRules.Terms.
create table training_plan (
    name          text        primary key check (length(name) <= 63),
    team          text        not null,
    plan          jsonb       not null,
    -- Encrypted: the credential of the executor.
    secret        bytea,
    -- The caller whose rights the plan uses.
    author        jsonb       not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    revision      bigint      not null,
    -- When the dataset is inspected next, when it was last, and why no run started then.
    next_check_at timestamptz not null default now(),
    checked_at    timestamptz,
    waiting       text,
    -- The newest version that has too few new records.
    passed_over   int,
    unique (name, team)
);
create index training_plan_due on training_plan (next_check_at) where (plan ->> 'enabled')::boolean;
select plumbline.protect('training_plan');

-- The runs of plans, each of one dataset version: TrainingRun.
create table training_run (
    id          uuid        primary key,
    plan        text        not null,
    team        text        not null,
    dataset     text        not null,
    version     int         not null,
    new_records bigint      not null,
    step        text        not null check (step in ('TRAINING', 'GATING', 'REQUESTING')),
    state       text        not null check (state in ('RUNNING', 'REQUESTED', 'PASSED', 'STOPPED')),
    job_id      uuid,
    result      int,
    -- Suite and id of its gate.
    gates       jsonb       not null,
    approval_id uuid,
    reason      text,
    -- Attempts of the step that failed in succession, and how often people repeated the run.
    attempts    int         not null,
    repeats     int         not null,
    events      jsonb       not null,
    revision    bigint      not null,
    created_at  timestamptz not null,
    next_at     timestamptz not null,
    ended_at    timestamptz,
    foreign key (plan, team) references training_plan (name, team) on delete cascade
);
create unique index training_run_open on training_run (plan) where ended_at is null;
create index training_run_newest on training_run (plan, id);
create index training_run_due on training_run (next_at) where ended_at is null;
select plumbline.protect('training_run');
