-- Connectors of knowledge bases, their runs, and what they know about the documents of their sources.

create table knowledge_connector (
    id                uuid        primary key,
    knowledge_base_id uuid        not null,
    team              text        not null,
    name              text        not null,
    terms             jsonb       not null,
    -- Encrypted; null for none.
    secrets           bytea,
    secret_names      text[]      not null,
    enabled           boolean     not null,
    next_run_at       timestamptz,
    revision          bigint      not null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    updated_by_type   text        not null,
    updated_by_id     text        not null,
    unique (knowledge_base_id, name),
    unique (id, team),
    foreign key (knowledge_base_id, team) references knowledge_base (id, team) on delete cascade
);
create index knowledge_connector_due on knowledge_connector (next_run_at) where enabled;
select plumbline.protect('knowledge_connector');

create table knowledge_connector_run (
    id           uuid        primary key,
    connector_id uuid        not null,
    team         text        not null,
    cause        text        not null check (cause in ('REQUEST', 'SCHEDULE', 'RETRY')),
    state        text        not null check (state in ('RUNNING', 'COMPLETED', 'FAILED')),
    phase        text        not null check (phase in ('LISTING', 'READING', 'REMOVING')),
    -- Where the next page of the source's list begins.
    position     text,
    counts       jsonb       not null,
    reason       text,
    -- Failures since the last progress.
    failures     int         not null,
    -- The digest of what the run reads, which a change of the connector changes.
    reading      text        not null,
    revision     bigint      not null,
    started_at   timestamptz not null,
    updated_at   timestamptz not null,
    ended_at     timestamptz,
    unique (id, team),
    foreign key (connector_id, team) references knowledge_connector (id, team) on delete cascade
);
create index knowledge_connector_run_newest on knowledge_connector_run (connector_id, id);
create unique index knowledge_connector_run_open on knowledge_connector_run (connector_id) where ended_at is null;
create index knowledge_connector_run_ended on knowledge_connector_run (ended_at);
select plumbline.protect('knowledge_connector_run');

create table knowledge_connector_item (
    id              uuid        primary key,
    connector_id    uuid        not null,
    team            text        not null,
    key             text        not null,
    -- SHA-256 of the key, because a key may be too long for an index.
    key_digest      text        not null,
    document_id     text        not null,
    -- Of the version that is stored or was refused, and of the one that the source listed last.
    fingerprint     text,
    listed          text,
    -- Of the file that was stored last; null if none was; empty if it is to be stored again.
    digest          text,
    -- The digest of tags and readers that it was stored with.
    described       text,
    state           text        not null check (state in ('PENDING', 'STORED', 'REFUSED', 'FAILED')),
    reason          text,
    attempts        int         not null,
    next_attempt_at timestamptz not null,
    -- The last run that found it.
    run_id          uuid        not null,
    updated_at      timestamptz not null,
    unique (connector_id, key_digest),
    foreign key (connector_id, team) references knowledge_connector (id, team) on delete cascade
);
create index knowledge_connector_item_due on knowledge_connector_item (run_id, next_attempt_at) where state = 'PENDING';
create index knowledge_connector_item_run on knowledge_connector_item (connector_id, run_id);
create index knowledge_connector_item_document on knowledge_connector_item (connector_id, document_id);
select plumbline.protect('knowledge_connector_item');

-- The queue of runs, of db-scheduler 16. It is separate from that of ingestions, so that slow sources delay none.
create table connector_tasks (
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
create index connector_tasks_execution_time on connector_tasks (execution_time);
create index connector_tasks_last_heartbeat on connector_tasks (last_heartbeat);
select plumbline.grant_plain('connector_tasks');
