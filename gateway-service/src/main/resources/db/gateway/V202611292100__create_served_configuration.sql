-- What the gateway remembers of a route's name, also when the route is gone: whoever makes it again makes the same one.
--
-- tier:           the strictest that it has served or declared
-- policy:         the guard policy that it named when it was there last
-- grandfathered:  a production route of before there were served configurations: the first ones need no approval
-- override_until: until when a person has lifted the rules (break-glass)
create table route_memory (
    route           text        primary key,
    team            text        not null,
    production      boolean     not null,
    tier            text        not null check (tier in ('MINIMAL', 'LIMITED', 'HIGH')),
    policy          text,
    grandfathered   boolean     not null,
    override_until  timestamptz,
    override_reason text,
    override_by     text,
    removed_at      timestamptz,
    revision        bigint      not null
);
select plumbline.protect('route_memory');

insert into route_memory (route, team, production, tier, policy, grandfathered, revision)
select name, team, true, 'MINIMAL', definition ->> 'policy', true, 0 from route where environment = 'PRODUCTION';

-- By what each production route may serve calls. Current rows are those that are not superseded; the others are what it
-- was served by before.
--
-- approvals: member of the document → id of the approval that it rests on, those of what it was compared with included
create table served_configuration (
    route         text        not null references route_memory (route),
    digest        text        not null check (digest ~ '^sha256:[0-9a-f]{64}$'),
    team          text        not null,
    document      jsonb       not null,
    basis         text        not null check (basis in ('EVIDENCE', 'APPROVAL', 'BREAK_GLASS', 'UPGRADE')),
    approval_id   uuid,
    approvers     integer     not null check (approvers between 0 and 5),
    approvals     jsonb       not null default '{}',
    authorized_at timestamptz not null,
    expires_at    timestamptz,
    superseded_at timestamptz,
    withdrawn_at  timestamptz,
    primary key (route, digest)
);
create index served_configuration_current on served_configuration (route) where superseded_at is null;
select plumbline.protect('served_configuration');
