-- Stages and aliases, and every move of them.

-- A version without a row here is in stage NONE.
create table version_stage (
    asset_id          uuid    not null,
    version           int     not null,
    team              text    not null,
    stage             text    not null check (stage in ('STAGING', 'PRODUCTION', 'ARCHIVED')),
    was_in_production boolean not null,
    primary key (asset_id, version),
    foreign key (asset_id, version) references asset_version (asset_id, number),
    foreign key (asset_id, team) references asset (id, team)
);
-- The alias `production` is this row and stored nowhere else.
create unique index version_stage_production on version_stage (asset_id) where stage = 'PRODUCTION';
select plumbline.protect('version_stage');

create table alias (
    asset_id uuid not null,
    name     text not null check (name <> 'production'),
    version  int  not null,
    team     text not null,
    primary key (asset_id, name),
    foreign key (asset_id, version) references asset_version (asset_id, number),
    foreign key (asset_id, team) references asset (id, team)
);
select plumbline.protect('alias');

create table pointer_move (
    id            uuid        primary key,
    asset_id      uuid        not null,
    team          text        not null,
    pointer       text        not null,
    from_version  int,
    to_version    int,
    from_stage    text,
    to_stage      text,
    reason        text,
    approval_id   uuid,
    moved_at      timestamptz not null,
    moved_by_type text        not null,
    moved_by_id   text        not null,
    foreign key (asset_id, team) references asset (id, team)
);
create index pointer_move_asset on pointer_move (asset_id, id);
select plumbline.protect('pointer_move');
revoke update, delete on pointer_move from registry_app, registry_worker;
