-- The description and tags of a model version, which change; its document does not.
create table model_version_note (
    asset_id    uuid        not null,
    version     int         not null,
    team        text        not null,
    description text        not null,
    tags        jsonb       not null,
    updated_at  timestamptz not null,
    primary key (asset_id, version),
    foreign key (asset_id, version) references asset_version (asset_id, number),
    foreign key (asset_id, team) references asset (id, team)
);
select plumbline.protect('model_version_note');
