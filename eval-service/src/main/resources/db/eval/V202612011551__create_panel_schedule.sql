-- Panels that are created regularly from the newest version of a dataset.
create table panel_schedule (
    name       text        primary key,
    team       text        not null,
    document   jsonb       not null,
    set_by     text        not null,
    updated_at timestamptz not null,
    next_run   timestamptz not null,
    last       jsonb
);
create index panel_schedule_due on panel_schedule (next_run);
create index panel_schedule_by_team on panel_schedule (team, name);
select plumbline.protect('panel_schedule');
