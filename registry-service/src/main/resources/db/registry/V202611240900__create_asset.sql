-- Models and prompts: named, owned by a team, and versioned alike.

create table asset (
    id              uuid        primary key,
    type            text        not null check (type in ('MODEL', 'PROMPT')),
    team            text        not null,
    name            text        not null,
    description     text        not null,
    risk_tier       text        not null check (risk_tier in ('MINIMAL', 'LIMITED', 'HIGH')),
    required_suites jsonb       not null,
    tags            jsonb       not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    revision        bigint      not null,
    constraint asset_name unique (type, name),
    unique (id, team)
);
select plumbline.protect('asset');

-- What counts up as an asset lives: its versions, and the number of its newest change that siblings follow. Whoever
-- changes anything of an asset locks this row first and takes the number of the change after, so that two changes of one
-- asset come one after the other and nobody waits in a circle.
create table asset_progress (
    asset_id uuid   primary key,
    team     text   not null,
    versions int    not null,
    change   bigint not null,
    foreign key (asset_id, team) references asset (id, team)
);
create index asset_progress_change on asset_progress (change);
select plumbline.protect('asset_progress');

create table asset_version (
    id              uuid        primary key,
    asset_id        uuid        not null,
    team            text        not null,
    number          int         not null check (number > 0),
    document        jsonb       not null,
    digest          text        not null,
    created_at      timestamptz not null,
    created_by_type text        not null,
    created_by_id   text        not null,
    unique (asset_id, number),
    foreign key (asset_id, team) references asset (id, team)
);
select plumbline.protect('asset_version');
revoke update, delete on asset_version from registry_app, registry_worker;
