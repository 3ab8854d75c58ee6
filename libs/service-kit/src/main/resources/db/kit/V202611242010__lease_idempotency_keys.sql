-- A key is claimed before the work and completed after it, each in a short transaction of its own; between them
-- the claim has a lease. What the work commits says so here in the same transaction.
alter table idempotency_key
    add column claim        uuid,
    add column leased_until timestamptz,
    add column committed    boolean not null default false;
