-- Fine-tuning jobs, the metrics of their training, and what happened to them.

create table fine_tuning_job (
    id              uuid        primary key,
    team            text        not null,
    -- The versions that it reads, each `name@version`, and the model that its result belongs to.
    base            text        not null,
    training_data   text        not null,
    validation_data text,
    target_model    text        not null,
    terms           jsonb       not null,
    -- Encrypted; null for none, and after the end.
    secret          bytea,
    state           text        not null
        check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    -- What the executor remembers of its own job.
    remote          jsonb,
    -- Why it is to stop; null if it is not.
    stop            text,
    -- Why it ended as it did, or what its last attempt failed with.
    reason          text,
    -- Failures of the executor since the last success.
    failures        int         not null,
    findings        jsonb       not null,
    tokens          bigint,
    cost_usd        numeric(30, 6),
    result_version  int,
    revision        bigint      not null,
    created_at      timestamptz not null,
    started_at      timestamptz,
    updated_at      timestamptz not null,
    ended_at        timestamptz,
    created_by_type text        not null,
    created_by_id   text        not null,
    unique (id, team)
);
create index fine_tuning_job_newest on fine_tuning_job (team, id);
create index fine_tuning_job_open on fine_tuning_job (updated_at) where ended_at is null;
create index fine_tuning_job_base on fine_tuning_job (base);
create index fine_tuning_job_training_data on fine_tuning_job (training_data);
create index fine_tuning_job_validation_data on fine_tuning_job (validation_data) where validation_data is not null;
create index fine_tuning_job_result on fine_tuning_job (target_model, result_version) where result_version is not null;
select plumbline.protect('fine_tuning_job');

create table fine_tuning_metric (
    job_id          uuid        not null,
    team            text        not null,
    step            int         not null,
    loss            float8,
    eval_loss       float8,
    learning_rate   float8,
    gradient_norm   float8,
    tokens          bigint,
    canary_exposure float8,
    non_finite      boolean     not null,
    at              timestamptz not null,
    primary key (job_id, step),
    foreign key (job_id, team) references fine_tuning_job (id, team) on delete cascade
);
select plumbline.protect('fine_tuning_metric');

create table fine_tuning_event (
    id      uuid        primary key,
    job_id  uuid        not null,
    team    text        not null,
    message text        not null,
    at      timestamptz not null,
    foreign key (job_id, team) references fine_tuning_job (id, team) on delete cascade
);
create index fine_tuning_event_newest on fine_tuning_event (job_id, id);
select plumbline.protect('fine_tuning_event');

-- The queue of jobs, of db-scheduler 16. It is separate from the others, because a local command occupies a thread for
-- hours.
create table fine_tuning_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index fine_tuning_tasks_execution_time on fine_tuning_tasks (execution_time);
create index fine_tuning_tasks_last_heartbeat on fine_tuning_tasks (last_heartbeat);
select plumbline.grant_plain('fine_tuning_tasks');
