-- What is in production and on which grounds, from the events of registry, gateway, eval and governance.

-- The served configurations that are authorised for production routes now.
create table inventory_configuration (
    route          text        not null,
    digest         text        not null,
    team           text        not null,
    variant        text        not null,
    environment    text        not null,
    risk_tier      text,
    target         text        not null,
    model          text,
    model_version  int,
    provider       text        not null,
    upstream_model text        not null,
    prompt         text,
    policy         text,
    basis          text,
    approval_id    text,
    authorized_at  timestamptz not null,
    expires_at     text,
    primary key (route, digest)
);
select plumbline.protect('inventory_configuration');

-- The registered models and prompts, and their versions in production.
create table inventory_asset (
    kind        text not null check (kind in ('MODEL', 'PROMPT')),
    name        text not null,
    team        text not null,
    risk_tier   text,
    version     int,
    since       timestamptz,
    approval_id text,
    primary key (kind, name)
);
select plumbline.protect('inventory_asset');

-- The newest gate of a configuration, model version or prompt version.
create table inventory_gate (
    subject     text        primary key,
    team        text        not null,
    gate_id     text        not null,
    suite       text,
    verdict     text        not null,
    finished_at timestamptz not null
);
select plumbline.protect('inventory_gate');

-- Who approved what went to production.
create table inventory_approver (
    approval_id text        not null,
    actor_type  text        not null,
    actor_id    text        not null,
    team        text        not null,
    decided_at  timestamptz not null,
    primary key (approval_id, actor_type, actor_id)
);
select plumbline.protect('inventory_approver');
