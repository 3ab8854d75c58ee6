-- A budget may be for each user by themselves: then the ledger has a row for each member, that is a user's pseudonym, or the
-- credential of calls that name no user. '' is everybody together.
alter table budget_period add column member text not null default '' check (length(member) <= 300);
alter table budget_lease add column member text not null default '';
alter table budget_lease drop constraint budget_lease_budget_starts_at_fkey;
alter table budget_lease drop constraint budget_lease_pkey;
alter table budget_period drop constraint budget_period_pkey;
alter table budget_period add primary key (budget, starts_at, member);
alter table budget_lease add primary key (budget, starts_at, member, holder);
alter table budget_lease add foreign key (budget, starts_at, member)
    references budget_period (budget, starts_at, member) on delete cascade;
create index budget_period_starts_at on budget_period (starts_at);
