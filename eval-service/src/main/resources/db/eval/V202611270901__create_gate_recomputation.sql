-- Verdicts computed again from the answers of a gate that has ended. The gate's own stays as it is.
create table gate_recomputation (
    id           uuid        primary key,
    gate_id      uuid        not null references gate (id) on delete cascade,
    team         text        not null,
    document     jsonb       not null,
    requested_by text        not null,
    status       text        not null check (status in ('QUEUED', 'DONE', 'ERROR')),
    verdict      text check (verdict in ('PASS', 'FAIL', 'INCONCLUSIVE')),
    checks       jsonb       not null default '[]',
    dependencies jsonb       not null default '{}',
    error        text,
    created_at   timestamptz not null,
    finished_at  timestamptz,
    check ((status = 'DONE') = (verdict is not null))
);
create index gate_recomputation_newest on gate_recomputation (gate_id, id desc);
select plumbline.protect('gate_recomputation');
