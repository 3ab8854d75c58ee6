-- Scores of online evaluations by minute and hour, beside the calls. They are computed again from the log, which has
-- none before.
create table score_window (
    team              text        not null,
    route             text        not null,
    variant           text        not null,
    model             text        not null,
    prompt            text        not null,
    input_length      text        not null check (input_length in ('SHORT', 'MEDIUM', 'LONG')),
    purpose           text        not null,
    minutes           int         not null check (minutes in (1, 60)),
    start             timestamptz not null,
    scorer            text        not null,
    scores            bigint      not null,
    score_millionths  bigint      not null,
    square_millionths bigint      not null,
    primary key (team, route, variant, model, prompt, input_length, purpose, minutes, start, scorer)
);
create index score_window_start on score_window (minutes, start);
select plumbline.protect('score_window');

-- Whether the tests of a rollout have used a score of the call by its judge.
alter table rollout_call add column judged boolean not null default false;
