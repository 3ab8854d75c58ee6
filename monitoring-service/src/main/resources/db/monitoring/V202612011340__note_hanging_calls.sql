-- Whether the call has counted as an error because it had not ended; then its end does not count again.
alter table rollout_call add column hung boolean not null default false;
