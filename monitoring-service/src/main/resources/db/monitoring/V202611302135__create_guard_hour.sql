-- What the guards did in an hour. A call counts once per stage, category and action.
create table guard_hour (
    team     text        not null,
    route    text        not null,
    stage    text        not null,
    category text        not null,
    action   text        not null,
    purpose  text        not null,
    hour     timestamptz not null,
    calls    bigint      not null,
    findings bigint      not null,
    primary key (team, route, stage, category, action, purpose, hour)
);
create index guard_hour_hour on guard_hour (hour);
select plumbline.protect('guard_hour');
