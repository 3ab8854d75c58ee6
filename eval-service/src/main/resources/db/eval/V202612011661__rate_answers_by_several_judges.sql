-- The ratings of several judges of a suite; those of its `judge` have an empty name.
alter table gate_verdict
    add column judge text not null default '',
    drop constraint gate_verdict_pkey,
    add constraint gate_verdict_pkey primary key (gate_id, side, item, judge);
