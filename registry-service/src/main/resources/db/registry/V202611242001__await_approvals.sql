-- The newest approval that was asked for the promotion of a version, and how many people have approved once it is
-- granted. A version with as many as its model asks for may serve beside the one that is in production.
create table version_approval (
    asset_id    uuid        not null,
    version     int         not null,
    team        text        not null,
    approval_id uuid        not null,
    asked_at    timestamptz not null,
    approved    int,
    primary key (asset_id, version),
    foreign key (asset_id, version) references asset_version (asset_id, number),
    foreign key (asset_id, team) references asset (id, team)
);
create index version_approval_awaited on version_approval (asked_at) where approved is null;
select plumbline.protect('version_approval');
