-- What may be spent in a calendar period, and on whose calls. The team '*' is the platform's.
create table budget (
    name       text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
    team       text            not null,
    scope      jsonb           not null,
    amount_usd numeric(20, 10) not null check (amount_usd > 0),
    period     text            not null check (period in ('DAY', 'WEEK', 'MONTH')),
    action     text            not null check (action in ('ALERT', 'REJECT')),
    created_at timestamptz     not null,
    updated_at timestamptz     not null,
    revision   bigint          not null
);
select plumbline.protect('budget');

-- The ledger: one row for each budget and period. What is leased is in the hands of replicas, which may spend it
-- without asking. No lease is given that would bring spent and leased together beyond the budget's amount. Whoever
-- changes a lease of a period holds the period's row.
create table budget_period (
    budget          text            not null references budget (name) on delete cascade,
    starts_at       timestamptz     not null,
    team            text            not null,
    spent_usd       numeric(20, 10) not null default 0 check (spent_usd >= 0),
    leased_usd      numeric(20, 10) not null default 0 check (leased_usd >= 0),
    alerted_percent integer         not null default 0,
    primary key (budget, starts_at)
);
select plumbline.protect('budget_period');

-- The holder is one run of a replica; a replica that is started again has another. A lease that has expired belongs
-- to the budget again.
create table budget_lease (
    budget     text            not null,
    starts_at  timestamptz     not null,
    holder     uuid            not null,
    replica    uuid            not null,
    team       text            not null,
    usd        numeric(20, 10) not null check (usd >= 0),
    expires_at timestamptz     not null,
    primary key (budget, starts_at, holder),
    foreign key (budget, starts_at) references budget_period (budget, starts_at) on delete cascade
);
create index budget_lease_replica on budget_lease (replica);
select plumbline.protect('budget_lease');
