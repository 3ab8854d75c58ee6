-- A promotion in progress, so that a rollback at the same time moves the pointers after it; the first rollback that a dry
-- run did not take; and rehearsals of rollbacks.
alter table rollout add column promoting_until timestamptz;
alter table rollout add column skipped_at timestamptz;
alter table rollout add column skipped_reason text;
create index rollout_rolled_back on rollout (route, ended_at) where state = 'ROLLED_BACK';

create table rollback_drill (
    id         uuid        primary key,
    team       text        not null,
    rollout_id uuid        not null references rollout (id),
    drilled_at timestamptz not null,
    passed     boolean     not null,
    millis     bigint      not null,
    problem    text        check (length(problem) <= 1000)
);
create index rollback_drill_rollout on rollback_drill (rollout_id, id desc);
select plumbline.protect('rollback_drill');
