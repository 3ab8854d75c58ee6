-- Webhooks, and the events that are or were sent to them.
create table webhook (
    name          text        primary key,
    team          text        not null,
    url           text        not null,
    events        jsonb       not null,
    -- Encrypted.
    secret        bytea       not null,
    enabled       boolean     not null,
    failing_since timestamptz,
    disabled_at   timestamptz,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    unique (name, team)
);
create index webhook_team on webhook (team);
select plumbline.protect('webhook');

create table webhook_delivery (
    id              uuid        primary key,
    webhook         text        not null,
    team            text        not null,
    event           text        not null,
    body            text        not null,
    state           text        not null check (state in ('PENDING', 'DELIVERED', 'FAILED')),
    attempts        int         not null,
    status          int,
    error           text,
    created_at      timestamptz not null,
    attempted_at    timestamptz,
    next_attempt_at timestamptz,
    foreign key (webhook, team) references webhook (name, team) on delete cascade
);
create index webhook_delivery_due on webhook_delivery (next_attempt_at) where state = 'PENDING';
create index webhook_delivery_newest on webhook_delivery (webhook, id);
create index webhook_delivery_created on webhook_delivery (created_at);
select plumbline.protect('webhook_delivery');
