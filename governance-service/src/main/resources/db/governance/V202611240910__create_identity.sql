-- Teams, users and API keys.

create table team (
    name       text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team       text not null generated always as (name) stored,
    change     bigint not null,
    created_at timestamptz not null
);
select plumbline.protect('team');

-- The team of what belongs to the platform itself.
with numbered as (update change_counter set version = version + 1 returning version)
insert into team (name, change, created_at) select 'platform', version, now() from numbered;

create table user_account (
    id            uuid primary key,
    username      text not null unique check (username = lower(username) and length(username) <= 100),
    password_hash text not null,
    disabled      boolean not null,
    -- Rises when all of the user's sessions must end.
    session_epoch int not null,
    created_at    timestamptz not null,
    version       bigint not null
);
select plumbline.grant_plain('user_account');

create table user_grant (
    user_id uuid not null references user_account on delete cascade,
    team    text not null references team,
    role    text not null check (length(role) <= 40),
    primary key (user_id, team, role)
);
select plumbline.protect('user_grant');

create table api_key (
    id                     text primary key check (id ~ '^[0-9a-f]{16}$'),
    name                   text not null check (length(name) between 1 and 100),
    team                   text not null references team,
    role                   text not null check (length(role) <= 40),
    scopes                 text[] not null,
    routes                 text[] not null,
    owner                  uuid references user_account,
    secret_sha256          text not null check (secret_sha256 ~ '^[0-9a-f]{64}$'),
    previous_secret_sha256 text check (previous_secret_sha256 ~ '^[0-9a-f]{64}$'),
    previous_valid_until   timestamptz,
    expires_at             timestamptz,
    revoked_at             timestamptz,
    created_at             timestamptz not null,
    created_by             text not null check (length(created_by) <= 100),
    change                 bigint not null,
    version                bigint not null
);
create index api_key_team on api_key (team, name, id);
create index api_key_name on api_key (name, id);
create index api_key_change on api_key (change);
select plumbline.protect('api_key');

-- Which of the secrets that an installation begins with were taken over: one that is unchanged is not taken over again,
-- so that a user who has changed their password keeps it, and a key that was revoked stays so.
create table bootstrap_secret (
    subject     text primary key check (length(subject) <= 200),
    secret_hash text not null,
    taken_at    timestamptz not null
);
select plumbline.grant_plain('bootstrap_secret');
