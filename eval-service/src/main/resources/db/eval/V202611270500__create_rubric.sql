-- Rubrics. A version is never changed: calibrations of judges hang on its digest.
create table rubric (
    name   text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team   text not null,
    newest int  not null check (newest >= 0)
);
select plumbline.protect('rubric');

create table rubric_version (
    name       text        not null references rubric (name),
    version    int         not null check (version >= 1),
    team       text        not null,
    digest     text        not null,
    document   jsonb       not null,
    created_at timestamptz not null,
    primary key (name, version)
);
select plumbline.protect('rubric_version');
