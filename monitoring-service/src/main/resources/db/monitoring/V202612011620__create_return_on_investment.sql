-- What the return on investment is computed from, besides the sums of calls: from the events of registry and eval.

-- When versions were registered and first reached production, and what a model version calls.
create table roi_version (
    kind           text        not null check (kind in ('MODEL', 'PROMPT')),
    name           text        not null,
    version        int         not null,
    team           text        not null,
    provider       text,
    upstream_model text,
    registered_at  timestamptz not null,
    production_at  timestamptz,
    primary key (kind, name, version)
);
create index roi_version_production on roi_version (production_at) where production_at is not null;
select plumbline.protect('roi_version');

-- Finished gates. A gate of a route has no version.
create table roi_gate (
    gate_id     text        primary key,
    team        text        not null,
    kind        text,
    name        text,
    version     int,
    verdict     text        not null,
    counts      boolean     not null,
    items       bigint      not null check (items >= 0),
    finished_at timestamptz not null
);
create index roi_gate_finished on roi_gate (finished_at);
create index roi_gate_version on roi_gate (kind, name, version);
select plumbline.protect('roi_gate');

-- Versions that were refused for lack of a passing gate.
create table roi_refusal (
    id         uuid        primary key,
    team       text        not null,
    kind       text        not null,
    name       text        not null,
    version    int         not null,
    refused_at timestamptz not null
);
create index roi_refusal_refused on roi_refusal (refused_at);
select plumbline.protect('roi_refusal');
