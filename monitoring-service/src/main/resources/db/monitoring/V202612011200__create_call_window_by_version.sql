-- Windows by minute and hour, by model and prompt version and length of the input, with mergeable sketches of durations
-- (DDSketch, 1 % relative error) instead of histograms. They are computed again from the log: the projection starts anew.
drop table call_window;
delete from projection where name = 'call-window';

create table call_window (
    team             text        not null,
    route            text        not null,
    variant          text        not null,
    model            text        not null,
    prompt           text        not null,
    input_length     text        not null check (input_length in ('SHORT', 'MEDIUM', 'LONG')),
    purpose          text        not null,
    minutes          int         not null check (minutes in (1, 60)),
    start            timestamptz not null,
    calls            bigint      not null,
    blocked          bigint      not null,
    refused          bigint      not null,
    provider_errors  bigint      not null,
    gateway_errors   bigint      not null,
    fallbacks        bigint      not null,
    input_tokens     bigint      not null,
    output_tokens    bigint      not null,
    cached_tokens    bigint      not null,
    cost_usd         numeric(38, 10) not null,
    unpriced         bigint      not null,
    cache_hits       bigint      not null,
    saved_usd        numeric(38, 10) not null,
    flagged          bigint      not null,
    redacted         bigint      not null,
    attacks          bigint      not null,
    feedback         bigint      not null,
    negative         bigint      not null,
    score_millionths bigint      not null,
    latency          bytea,
    first_token      bytea,
    primary key (team, route, variant, model, prompt, input_length, purpose, minutes, start)
);
create index call_window_start on call_window (minutes, start);
select plumbline.protect('call_window');
