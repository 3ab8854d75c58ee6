-- Results of evaluations, stored with the version that they are about.

create table evaluation (
    id               uuid        primary key,
    asset_id         uuid        not null,
    team             text        not null,
    version          int         not null,
    kind             text        not null,
    gate             boolean     not null,
    run_id           uuid        not null,
    suite            text        not null,
    verdict          text        not null check (verdict in ('PASS', 'FAIL', 'INCONCLUSIVE')),
    commit_id        text,
    finished_at      timestamptz not null,
    checks           jsonb       not null,
    recorded_at      timestamptz not null,
    recorded_by_type text        not null,
    recorded_by_id   text        not null,
    -- By author as well: nobody can take the id of a run before eval-service writes its result.
    unique (asset_id, version, run_id, recorded_by_type, recorded_by_id),
    foreign key (asset_id, version) references asset_version (asset_id, number),
    foreign key (asset_id, team) references asset (id, team)
);
create index evaluation_newest_gate on evaluation (asset_id, version, suite, finished_at desc, id desc) where gate;
select plumbline.protect('evaluation');
revoke update, delete on evaluation from registry_app, registry_worker;
