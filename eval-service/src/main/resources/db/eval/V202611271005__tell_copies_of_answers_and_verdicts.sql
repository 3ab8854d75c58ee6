-- origin: the gate that was given the answer, where it is a copy. Those from before this was kept, and those that a replica
-- of the edition before this one stores while it is replaced, do not tell it: whoever reads them looks for it. So no row is
-- written here, and the check is held against those that there are by a migration of its own, which lets others work.
alter table gate_answer add column origin uuid;
alter table gate_answer add constraint gate_answer_origin check (cached or origin is null) not valid;

-- counted: whether the gate's attempt is its own, as it is from its first own answer on; else it is that of the gate before.
-- settled: whether what its verdict rests on is fixed.
-- judgement: the verdict from when it is found until the gate ends with it.
-- looks: how many were taken before the end, after which the run went on.
alter table gate
    add column counted   boolean not null default false,
    add column settled   boolean not null default false,
    add column judgement jsonb,
    add column looks     int     not null default 0;

-- asked_for: digest of judge, item and answer, of a verdict that was asked for; whoever needs the same takes this one.
alter table gate_verdict add column asked_for bytea;
