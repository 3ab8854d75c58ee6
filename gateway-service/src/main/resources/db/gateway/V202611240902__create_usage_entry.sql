-- One row for each call, made from the call's audit event in the transaction that appends it. The id is the event's.
create table usage_entry (
    id            uuid           primary key,
    at            timestamptz    not null,
    day           date           not null,
    team          text           not null,
    key           text           not null,
    route         text           not null,
    model         text           not null,
    purpose       text           not null,
    outcome       text           not null,
    input_tokens  bigint         not null check (input_tokens >= 0),
    output_tokens bigint         not null check (output_tokens >= 0),
    cost_usd      numeric(20, 10) check (cost_usd >= 0)
);
create index usage_entry_team_day on usage_entry (team, day);
select plumbline.protect('usage_entry');
