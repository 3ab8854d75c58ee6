-- Guard policies. A policy whose team is '*' is for all: everybody may read it, and only who sees every team writes it.

create table guard_policy (
    name       text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team       text not null,
    document   jsonb not null,
    number     int not null check (number > 0),
    changed_at timestamptz not null,
    changed_by text not null check (length(changed_by) <= 100),
    change     bigint not null,
    version    bigint not null
);
create unique index guard_policy_default_of_team on guard_policy (team) where team <> '*';
create index guard_policy_change on guard_policy (change);
select plumbline.protect('guard_policy');
create policy governance_app_shared on guard_policy for select to governance_app using (team = '*');

create table guard_policy_version (
    policy     text not null references guard_policy,
    number     int not null,
    team       text not null,
    document   jsonb not null,
    created_at timestamptz not null,
    created_by text not null,
    primary key (policy, number)
);
select plumbline.protect('guard_policy_version');
create policy governance_app_shared on guard_policy_version for select to governance_app using (team = '*');
