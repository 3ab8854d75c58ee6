-- Datasets and their records.

create table dataset (
    id          uuid        primary key,
    team        text        not null,
    name        text        not null,
    description text        not null,
    golden      boolean     not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    revision    bigint      not null,
    constraint dataset_name unique (name),
    unique (id, team)
);
select plumbline.protect('dataset');

create table dataset_version (
    id              uuid        primary key,
    dataset_id      uuid        not null,
    team            text        not null,
    number          int         not null check (number > 0),
    records         bigint      not null check (records > 0),
    digest          text        not null,
    personal_data   jsonb       not null,
    created_at      timestamptz not null,
    created_by_type text        not null,
    created_by_id   text        not null,
    unique (dataset_id, number),
    unique (id, team),
    foreign key (dataset_id, team) references dataset (id, team)
);
select plumbline.protect('dataset_version');
revoke update, delete on dataset_version from registry_app, registry_worker;

create table dataset_record (
    version_id uuid  not null,
    ordinal    int   not null,
    team       text  not null,
    record     jsonb not null,
    primary key (version_id, ordinal),
    -- Records are written first, so that the dataset is locked for its next number only at the end of an upload.
    foreign key (version_id, team) references dataset_version (id, team) deferrable initially deferred
);
select plumbline.protect('dataset_record');
revoke update, delete on dataset_record from registry_app, registry_worker;
