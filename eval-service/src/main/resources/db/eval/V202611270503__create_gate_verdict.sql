-- What a judge said of the answers of a gate that were drawn for it. A stored verdict is never asked for again.
create table gate_verdict (
    gate_id      uuid             not null,
    team         text             not null,
    side         text             not null check (side in ('CANDIDATE', 'BASELINE')),
    item         int              not null,
    probability  double precision not null check (probability > 0 and probability <= 1),
    score        double precision,
    deviation    double precision,
    error        text,
    manipulation boolean          not null,
    ratings      jsonb            not null,
    model        text,
    calls        int              not null,
    cost_usd     numeric(20, 10),
    primary key (gate_id, side, item),
    foreign key (gate_id, item) references gate_item (gate_id, item) on delete cascade,
    check ((score is null) <> (error is null))
);
select plumbline.protect('gate_verdict');
