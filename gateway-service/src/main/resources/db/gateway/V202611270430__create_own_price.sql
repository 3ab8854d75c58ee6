-- What the organisation has agreed to pay for models, on top of the published prices. All are the platform's.
create table own_price (
    name       text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team       text        not null check (team = '*'),
    provider   text,
    model      text        not null,
    valid_from date        not null,
    terms      jsonb       not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision   bigint      not null
);
select plumbline.protect('own_price');
