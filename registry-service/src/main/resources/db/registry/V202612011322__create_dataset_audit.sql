-- Audits of dataset versions: duplicates, contradictions and contamination.
create table dataset_audit (
    id              uuid        primary key,
    version_id      uuid        not null,
    team            text        not null,
    report          jsonb       not null,
    created_at      timestamptz not null,
    created_by_type text        not null,
    created_by_id   text        not null,
    foreign key (version_id, team) references dataset_version (id, team)
);
create index dataset_audit_version on dataset_audit (version_id, id);
select plumbline.protect('dataset_audit');
revoke update, delete on dataset_audit from registry_app, registry_worker;
