-- The preferences that judges returned to comparisons of named systems. The first one on the same answers counts.
-- Texts are kept as digests only.
create table judge_preference (
    team          text        not null,
    judge_digest  text        not null,
    material      bytea       not null,
    item          bytea       not null,
    first_system  text        not null,
    second_system text        not null,
    winner        text        not null check (winner in ('FIRST', 'SECOND', 'TIE')),
    created_at    timestamptz not null,
    primary key (team, judge_digest, material)
);
create index judge_preference_oldest on judge_preference (team, created_at);
select plumbline.protect('judge_preference');
