-- Judges held against people. `items` has people's scores and the judge's, never the answers.
create table judge_calibration (
    id           uuid        primary key,
    team         text        not null,
    judge        text        not null references judge (name),
    judge_digest text        not null,
    rubric       text        not null,
    judged_model text        not null,
    items        jsonb       not null,
    report       jsonb       not null,
    drift        jsonb,
    created_at   timestamptz not null
);
create index judge_calibration_newest on judge_calibration (judge, team, id desc);
select plumbline.protect('judge_calibration');
