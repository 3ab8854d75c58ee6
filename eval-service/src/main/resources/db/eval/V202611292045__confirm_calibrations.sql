-- The verdicts that judges returned to requests. A calibration must match them. Material is kept as a digest only.
create table judge_verdict (
    id           uuid             primary key,
    team         text             not null,
    judge_digest text             not null,
    material     bytea            not null,
    score        double precision not null check (score between 0 and 1),
    created_at   timestamptz      not null
);
create index judge_verdict_first on judge_verdict (team, judge_digest, material, id);
create index judge_verdict_oldest on judge_verdict (team, created_at);
select plumbline.protect('judge_verdict');

-- Who gave the labels, how many verdicts match, and whether a second person has confirmed the calibration.
-- What was recorded before has no author and no verdict that matches, so it stays unconfirmed.
alter table judge_calibration
    add column author text,
    add column source text not null default 'UPLOAD' check (source in ('PANEL', 'UPLOAD')),
    add column labels_digest text,
    add column verified int not null default 0,
    add column confirmation text not null default 'NONE'
        check (confirmation in ('NONE', 'PENDING', 'CONFIRMED', 'REJECTED', 'EXPIRED')),
    add column approval_id uuid,
    add column decided_by jsonb not null default '[]',
    add column decided_at timestamptz,
    add check (confirmation in ('NONE', 'PENDING') or decided_at is not null),
    add check ((confirmation = 'NONE') = (approval_id is null));
create index judge_calibration_pending on judge_calibration (team) where confirmation = 'PENDING';
