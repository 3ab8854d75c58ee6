-- Five minutes in which calls were repeated: RetryStorm. A caller is the id of a key, user or service.
create table retry_storm (
    team     text        not null,
    route    text        not null,
    model    text        not null,
    kind     text        not null check (kind in ('CALLER', 'PROVIDER')),
    caller   text        not null,
    start    timestamptz not null,
    calls    bigint      not null,
    repeats  bigint      not null,
    cost_usd double precision not null,
    primary key (team, route, model, kind, caller, start)
);
create index retry_storm_start on retry_storm (start);
select plumbline.protect('retry_storm');

-- Until when calls have been searched for storms.
create table retry_evaluation (
    evaluated_until timestamptz not null
);
insert into retry_evaluation values ('-infinity');
select plumbline.grant_plain('retry_evaluation');

alter table alert drop constraint alert_source_check;
alter table alert add constraint alert_source_check
    check (source in ('MONITOR', 'SLO', 'COST', 'DRIFT', 'RETRY'));
