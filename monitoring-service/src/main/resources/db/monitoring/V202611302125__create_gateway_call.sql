-- One row per call through the gateway, for lists with filters; no content, and data subjects only as pseudonyms. The id
-- is the audit event's, of UUID version 7, so it orders calls by time and a range of times is a range of ids. Conditions
-- are equalities and ranges of columns: under row-level security, only leakproof ones reach an index.
create table gateway_call (
    call_id          uuid    primary key,
    team             text    not null,
    route            text    not null,
    variant          text    not null,
    purpose          text    not null,
    environment      text,
    target           text    not null,
    provider         text    not null,
    upstream_model   text    not null,
    model            text,
    model_version    int,
    prompt           text,
    attempts         int     not null,
    fallback         boolean not null,
    cache            text,
    outcome          text    not null,
    status           int     not null,
    error_type       text,
    fault_domain     text    not null,
    actor_type       text    not null,
    actor_id         text    not null,
    subject          text,
    trace_id         text    collate "C" not null,
    policy           text,
    guarded          boolean not null,
    categories       text[]  not null,
    latency_ms       double precision not null,
    upstream_ms      double precision not null,
    guard_ms         double precision not null,
    first_token_ms   double precision,
    input_tokens     bigint  not null,
    output_tokens    bigint  not null,
    cost_usd         numeric(20, 10),
    known_cost_usd   double precision not null generated always as (coalesce(cost_usd, 0)::double precision) stored,
    has_content      boolean not null
);
create index gateway_call_team on gateway_call (team, call_id);
create index gateway_call_route on gateway_call (route, call_id);
create index gateway_call_target on gateway_call (target, call_id);
create index gateway_call_model on gateway_call (model, call_id);
create index gateway_call_outcome on gateway_call (outcome, call_id);
create index gateway_call_actor on gateway_call (actor_id, call_id);
create index gateway_call_subject on gateway_call (subject, call_id) where subject is not null;
create index gateway_call_trace on gateway_call (trace_id);
create index gateway_call_guarded on gateway_call (call_id) where guarded;
create index gateway_call_latency on gateway_call (latency_ms, call_id);
create index gateway_call_cost on gateway_call (known_cost_usd, call_id);
select plumbline.protect('gateway_call');

-- The calls of an hour by route, variant and target, for charts and inventories over days. The latency histogram has the
-- bounds of LatencyHistogram.
create table gateway_call_hour (
    team            text        not null,
    route           text        not null,
    variant         text        not null,
    target          text        not null,
    purpose         text        not null,
    hour            timestamptz not null,
    registered      boolean     not null,
    calls           bigint      not null,
    blocked         bigint      not null,
    errors          bigint      not null,
    input_tokens    bigint      not null,
    output_tokens   bigint      not null,
    cost_usd        numeric(38, 10) not null,
    unpriced        bigint      not null,
    latency_buckets bigint[]    not null,
    primary key (team, route, variant, target, purpose, hour)
);
create index gateway_call_hour_hour on gateway_call_hour (hour);
select plumbline.protect('gateway_call_hour');
