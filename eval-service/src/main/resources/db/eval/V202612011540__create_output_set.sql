-- Outputs that were produced elsewhere, sent for gates: OutputSet and ReceivedOutput.
create table output_set (
    id         uuid        primary key,
    team       text        not null,
    dataset    text        not null,
    format     text        not null check (format in ('JSONL', 'LM_EVAL', 'INSPECT')),
    source     text        check (length(source) <= 200),
    outputs    int         not null check (outputs > 0),
    digest     text        not null,
    sent_by    text        not null,
    created_at timestamptz not null
);
select plumbline.protect('output_set');

create table received_output (
    set_id    uuid not null,
    team      text not null,
    record_id text not null,
    repeat    int  not null,
    output    text,
    error     text check (length(error) <= 200),
    primary key (set_id, record_id, repeat),
    check ((output is null) <> (error is null))
);
select plumbline.protect('received_output');

-- outputs: the candidate's outputs that a gate evaluates instead of calling it: GateOutputs.
alter table gate add column outputs jsonb;
create index gate_outputs on gate (team, (outputs ->> 'digest'), id) where outputs is not null;
