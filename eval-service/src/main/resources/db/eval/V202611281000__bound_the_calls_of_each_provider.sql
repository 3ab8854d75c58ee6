-- bulkheads: the providers that the calls of a chunk go to, as far as the registry says, else the model or the route; none
-- for what a replica of an earlier edition planned or holds.
-- judging: whether the chunk has the judge rate the answers of the gate, rather than items asked.
alter table gate_chunk
    add column bulkheads text[]  not null default '{}',
    add column judging   boolean not null default false;
create index gate_chunk_waiting on gate_chunk (gate_id, from_turn) where not queued and not done;
alter table gate_slots add column bulkheads text[] not null default '{}';

-- retries: attempts at calls that failed and were made again.
-- last_error: of the newest attempt that failed, whether or not it was made again; with the side that was asked.
alter table gate
    add column retries       int not null default 0,
    add column last_error    text,
    add column last_error_at timestamptz;
alter table gate drop constraint gate_halted_check;
alter table gate add constraint gate_halted_check check (halted in ('HOPELESS', 'OUTAGE', 'COST', 'TIME'));
