-- A schedule stops when its author loses the permission that it was made with. Of schedules before this migration, the
-- type of the author is unknown.
alter table panel_schedule add column set_by_type text;
alter table panel_schedule add column revision integer not null default 1;
alter table panel_schedule add column stopped jsonb;

drop index panel_schedule_due;
create index panel_schedule_due on panel_schedule (next_run) where stopped is null;

-- The panels that a schedule created.
create table panel_schedule_run (
    schedule text        not null references panel_schedule (name) on delete cascade,
    team     text        not null,
    panel    text        not null,
    run      jsonb       not null,
    primary key (schedule, panel)
);
create index panel_schedule_run_by_team on panel_schedule_run (team);
select plumbline.protect('panel_schedule_run');

insert into panel_schedule_run (schedule, team, panel, run)
select name, team, last ->> 'panel', last from panel_schedule where last ->> 'panel' is not null;
