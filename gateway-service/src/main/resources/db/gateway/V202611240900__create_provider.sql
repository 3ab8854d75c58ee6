-- Vendors or servers of models. The team '*' is the platform's: every team reads those, and only the platform writes them.
create table provider (
    name       text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team       text        not null,
    kind       text        not null,
    base_url   text        not null check (length(base_url) <= 510),
    credential bytea,
    models     jsonb       not null default '[]',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision   bigint      not null
);
select plumbline.protect('provider');
create policy gateway_app_shared on provider for select to gateway_app using (team = '*');
