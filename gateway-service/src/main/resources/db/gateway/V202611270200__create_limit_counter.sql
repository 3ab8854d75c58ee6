-- What has been taken of a limit in each of the last seconds, by all replicas: the slot of a second is its number
-- modulo their count. Rows of limits that nobody uses any more may be deleted at any time.
create table limit_counter (
    name    text primary key check (length(name) <= 700),
    team    text        not null,
    slots   bigint[]    not null,
    second  bigint      not null,
    used_at timestamptz not null
);
select plumbline.protect('limit_counter');

-- How many calls at once each run of a replica may have of a limit. Changed only while the counter's row is held.
create table limit_permit (
    name       text        not null references limit_counter (name) on delete cascade,
    holder     uuid        not null,
    team       text        not null,
    permits    integer     not null check (permits > 0),
    expires_at timestamptz not null,
    primary key (name, holder)
);
select plumbline.protect('limit_permit');

-- Limits beyond those of routes: for whose calls, and how much. The team '*' is the platform's.
create table rate_limit (
    name       text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team       text        not null,
    scope      jsonb       not null,
    limits     jsonb       not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision   bigint      not null
);
select plumbline.protect('rate_limit');
