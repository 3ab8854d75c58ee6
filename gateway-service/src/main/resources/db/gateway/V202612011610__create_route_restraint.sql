-- What a sibling holds a route back by, for a time: it tightens or reduces what the route's document allows, and changes
-- nothing in it. The column before shows the route as it was, the column after as it is held back.
create table route_restraint (
    id             uuid        primary key,
    team           text        not null,
    route          text        not null check (length(route) <= 63),
    kind           text        not null check (kind in ('PAUSE', 'USE_FALLBACKS', 'LOWER_WEIGHT', 'STRICTER_POLICY')),
    variant        text        check (length(variant) <= 63),
    weight         integer     check (weight >= 0),
    policy         text        check (length(policy) <= 63),
    compared       text        check (length(compared) <= 400),
    route_revision bigint      not null,
    reason         text        not null check (length(reason) <= 1000),
    before         jsonb       not null,
    after          jsonb       not null,
    started_at     timestamptz not null,
    until          timestamptz not null,
    ended_at       timestamptz
);
create unique index route_restraint_in_force on route_restraint (route, kind) where ended_at is null;
create index route_restraint_until on route_restraint (until) where ended_at is null;
select plumbline.protect('route_restraint');
