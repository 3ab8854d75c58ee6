-- How far each projection of the audit log has come. A projection's rows and its position change in one transaction.
create table projection (
    name       text primary key check (length(name) <= 63),
    next_leaf  bigint      not null check (next_leaf >= 0),
    updated_at timestamptz not null
);
select plumbline.grant_plain('projection');

-- Calls through the gateway, summed by minute. The latency histogram has the bounds of LatencyHistogram.
create table call_window (
    team            text        not null,
    route           text        not null,
    variant         text        not null,
    model           text        not null,
    purpose         text        not null,
    minute          timestamptz not null,
    calls           bigint      not null,
    blocked         bigint      not null,
    provider_errors bigint      not null,
    gateway_errors  bigint      not null,
    input_tokens    bigint      not null,
    output_tokens   bigint      not null,
    cost_usd        numeric(20, 10) not null,
    unpriced        bigint      not null,
    latency_buckets bigint[]    not null,
    latency_sum_ms  double precision not null,
    primary key (team, route, variant, model, purpose, minute)
);
create index call_window_minute on call_window (minute);
select plumbline.protect('call_window');
