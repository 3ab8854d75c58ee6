-- Versions that later ones of the same model or prompt are compared with, once somebody else than who asked approved it.
create table suite_baseline (
    id           uuid        primary key,
    team         text        not null,
    suite        text        not null,
    subject      text        not null,
    candidate    jsonb       not null,
    gate_id      uuid        not null references gate (id),
    requested_by text        not null,
    approval_id  uuid        not null,
    state        text        not null check (state in ('PENDING', 'BLESSED', 'REJECTED', 'EXPIRED')),
    approved_by  jsonb       not null default '[]',
    created_at   timestamptz not null,
    decided_at   timestamptz,
    check ((state = 'PENDING') = (decided_at is null))
);
create unique index suite_baseline_of_gate on suite_baseline (gate_id) where state in ('PENDING', 'BLESSED');
create index suite_baseline_newest on suite_baseline (suite, team, id desc);
select plumbline.protect('suite_baseline');
