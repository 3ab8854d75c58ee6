-- origin: the gate that was given the answer, where it is a copy. Of those from before this was kept it is not known.
alter table gate_answer add column origin uuid;
update gate_answer set origin = gate_id where cached;
alter table gate_answer add check (cached = (origin is not null));

-- counted: whether the gate's attempt is its own, as it is from its first own answer on; else it is that of the gate before.
-- settled: whether what its verdict rests on is fixed.
alter table gate
    add column counted boolean not null default false,
    add column settled boolean not null default false;

-- asked_for: digest of judge, item and answer, of a verdict that was asked for; whoever needs the same takes this one.
alter table gate_verdict add column asked_for bytea;
create unique index gate_verdict_asked_for on gate_verdict (team, asked_for) where asked_for is not null;
