-- counts: whether the registry is told of the result, and so whether it may let the candidate into production.
-- duplicates: records that ask what an earlier one asks, and are left out.
-- judged_at: when the verdict was found; from then on the gate cannot be cancelled, since the registry may know.
-- trace_id: of the request that asked for the gate.
alter table gate
    add column counts     boolean not null default true,
    add column duplicates int     not null default 0,
    add column judged_at  timestamptz,
    add column trace_id   text;
