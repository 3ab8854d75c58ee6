-- findings: slices, flaky items, and on which runs the verdict rests. baseline_origin: why it was compared with this one.
-- question: digest of what is asked of which systems; gates of one question add up. attempt: which verdict on it this is.
-- evidence: the earlier gates whose answers count too, fixed when the attempt was.
alter table gate
    add column findings        jsonb,
    add column baseline_origin jsonb,
    add column question        text,
    add column attempt         int check (attempt >= 1),
    add column evidence        uuid[] not null default '{}';
create index gate_of_question on gate (question, attempt) where question is not null;
