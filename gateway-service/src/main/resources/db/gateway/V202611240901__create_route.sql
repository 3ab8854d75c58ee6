-- The names by which applications call models. What a route does is replaced as a whole, so it is one document.
create table route (
    name        text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team        text        not null,
    environment text        not null check (environment in ('DEVELOPMENT', 'PRODUCTION')),
    definition  jsonb       not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    revision    bigint      not null
);
select plumbline.protect('route');
