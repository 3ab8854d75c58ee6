-- Siblings follow which suites change. They begin at 0, so what is there already is beyond that.
update change_counter set version = 1 where version = 0;
alter table suite add column change bigint not null default 1;
alter table suite alter column change drop default;
create index suite_change on suite (change);
