-- served: what was evaluated, by part: `candidate`, `baseline` and `judge`, each with digest and document. Null of a gate
-- that has not begun, and of one that began in an edition before this was kept.
-- discarded: who took the result out of use, when and why.
alter table gate
    add column served    jsonb,
    add column discarded jsonb;

-- guarding: what the guard policy did to question and answer, as the gateway told it.
alter table gate_answer add column guarding jsonb;

-- What a model was shown where the policy altered a question: of the first such items of a gate.
create table gate_view (
    gate_id uuid not null,
    team    text not null,
    item    int  not null,
    shown   text not null,
    primary key (gate_id, item),
    foreign key (gate_id, item) references gate_item (gate_id, item) on delete cascade
);
select plumbline.protect('gate_view');

-- How the judge was served when it was held against people; null for a route, and of those from before this was kept.
alter table judge_calibration add column served_configuration text;
