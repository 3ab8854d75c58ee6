-- The metrics of services in a recomputation: how many stored scores it used, and how many answers it sent.
alter table gate_recomputation add column services jsonb not null default '[]';
