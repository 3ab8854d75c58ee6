-- A suite: what is asked of a candidate. `revision` counts the documents it has had; a gate keeps the one it ran.
create table suite (
    name       text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team       text        not null,
    document   jsonb       not null,
    revision   int         not null check (revision >= 1),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version    bigint      not null
);
select plumbline.protect('suite');
