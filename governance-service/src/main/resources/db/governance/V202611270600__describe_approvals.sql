-- What whoever decides has to see, whether it takes a person, and for how long an approval can be decided and then holds.

alter table approval
    add details          jsonb not null default '[]' check (length(details::text) <= 1000000),
    add by_person        boolean not null default false,
    add lifetime_seconds int not null default 604800 check (lifetime_seconds between 1 and 604800);
create index approval_details on approval (expires_at) where details <> '[]';
