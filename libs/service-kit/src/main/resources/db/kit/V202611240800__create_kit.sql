-- What every service's schema begins with.

create table change_counter (
    one     boolean primary key default true check (one),
    version bigint  not null
);
insert into change_counter (version) values (0);
select plumbline.grant_plain('change_counter');

create table idempotency_key (
    caller         text        not null check (length(caller) <= 200),
    key            text        not null check (length(key) between 1 and 255),
    request_digest bytea       not null,
    status         int         not null,
    headers        text        not null,
    body           bytea       not null,
    created_at     timestamptz not null default now(),
    primary key (caller, key)
);
create index idempotency_key_created_at on idempotency_key (created_at);
select plumbline.grant_plain('idempotency_key');
