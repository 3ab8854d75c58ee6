-- Models that rate by a rubric. `digest` is of all that their verdicts depend on here.
create table judge (
    name          text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team          text        not null,
    document      jsonb       not null,
    rubric_digest text        not null,
    digest        text        not null,
    revision      int         not null check (revision >= 1),
    created_at    timestamptz not null,
    updated_at    timestamptz not null
);
select plumbline.protect('judge');
