-- The keyed fingerprint of the request of a call, from its event; null for calls without one.
alter table gateway_call add column request_fingerprint text;

-- Whether the calls of a storm had equal requests. Otherwise only their numbers of input tokens were equal.
alter table retry_storm add column equal_requests boolean not null default false;

-- Items that a judge rated. Null for gates from before their events had the number.
alter table roi_gate add column judged bigint check (judged >= 0);
