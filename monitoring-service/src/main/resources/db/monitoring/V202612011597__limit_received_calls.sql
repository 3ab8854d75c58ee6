-- The calls of a team that were received over OTLP and stored in its last hour with calls.
create table received_call_count (
    team  text        not null primary key,
    hour  timestamptz not null,
    calls bigint      not null
);
select plumbline.protect('received_call_count');
