-- Calls that bypass the gateway, from received traces. They are listed with the gateway's calls; all sums of guarded
-- calls stay without them. `received` has what only such calls have: span, dialect, operation.
alter table gateway_call
    add column source   text not null default 'GATEWAY' check (source in ('GATEWAY', 'OTLP')),
    add column service  text,
    add column received jsonb;
create index gateway_call_service on gateway_call (service, call_id) where service is not null;

-- Their sums by hour. The latency histogram has the bounds of LatencyHistogram.
create table unguarded_hour (
    team            text        not null,
    service         text        not null,
    target          text        not null,
    hour            timestamptz not null,
    calls           bigint      not null,
    errors          bigint      not null,
    input_tokens    bigint      not null,
    output_tokens   bigint      not null,
    cost_usd        numeric(38, 10) not null,
    unpriced        bigint      not null,
    latency_buckets bigint[]    not null,
    primary key (team, service, target, hour)
);
create index unguarded_hour_hour on unguarded_hour (hour);
select plumbline.protect('unguarded_hour');

-- The same from received metrics. One call is often in both, so they are never added up.
create table unguarded_metric_hour (
    team            text        not null,
    service         text        not null,
    target          text        not null,
    hour            timestamptz not null,
    calls           bigint      not null,
    errors          bigint      not null,
    input_tokens    bigint      not null,
    output_tokens   bigint      not null,
    latency_buckets bigint[]    not null,
    primary key (team, service, target, hour)
);
create index unguarded_metric_hour_hour on unguarded_metric_hour (hour);
select plumbline.protect('unguarded_metric_hour');

-- The last point of each cumulative stream, from which the next point's increase is computed.
create table unguarded_stream (
    team            text        not null,
    stream          text        not null,
    time_nanos      bigint      not null,
    calls           bigint      not null,
    value           double precision not null,
    latency_buckets bigint[]    not null,
    updated_at      timestamptz not null,
    primary key (team, stream)
);
create index unguarded_stream_updated on unguarded_stream (updated_at);
select plumbline.protect('unguarded_stream');
