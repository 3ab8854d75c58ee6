-- Plans that store new preferences in a dataset: PlanDocument and PlanRun.
create table preference_plan (
    name        text        primary key check (length(name) <= 63),
    team        text        not null,
    document    text        not null,
    revision    bigint      not null,
    enabled     boolean     not null,
    created_at  timestamptz not null,
    next_run_at timestamptz not null,
    last        text
);
create index preference_plan_due on preference_plan (next_run_at) where enabled;
select plumbline.protect('preference_plan');
