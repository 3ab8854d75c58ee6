-- Whether a call was sampled because its feedback gives consent. An evaluation may begin to require it later.
alter table online_call add column consented boolean not null default false;
update online_call c set consented = true from online_evaluation e
where e.name = c.evaluation and c.state = 'PENDING' and e.plan::text like '%"REQUIRED"%';
