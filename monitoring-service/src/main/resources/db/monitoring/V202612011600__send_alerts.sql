-- The route of the calls that an alert is about. Unknown for alerts of earlier versions, except those of costs.
alter table alert add column if not exists route text;
update alert set route = substr(name, length(team) + 2) where source = 'COST' and route is null;
create index alert_firing_of_team on alert (team, started_at) where resolved_at is null;

create table alert_acknowledgement (
    alert           uuid        primary key references alert (id) on delete cascade,
    team            text        not null,
    actor           text        not null,
    comment         text,
    acknowledged_at timestamptz not null
);
select plumbline.protect('alert_acknowledgement');

-- Channels: ChannelPlan, and the encrypted secret.
create table alert_channel (
    name       text        primary key check (length(name) <= 63),
    team       text        not null,
    plan       jsonb       not null,
    secret     bytea,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision   bigint      not null
);
create index alert_channel_team on alert_channel (team);
select plumbline.protect('alert_channel');

-- Subscriptions: which alerts go to which channel.
create table alert_subscription (
    name               text        primary key check (length(name) <= 63),
    team               text        not null,
    plan               jsonb       not null,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    revision           bigint      not null,
    next_evaluation_at timestamptz not null default '-infinity'
);
create index alert_subscription_team on alert_subscription (team);
create index alert_subscription_due on alert_subscription (next_evaluation_at);
select plumbline.protect('alert_subscription');

-- Alerts of a subscription that are sent together, from the first of them to the end of the last.
create table alert_group (
    id           uuid        primary key,
    subscription text        not null references alert_subscription (name) on delete cascade,
    team         text        not null,
    grouping     text        not null,
    opened_at    timestamptz not null,
    sent_at      timestamptz,
    closed_at    timestamptz
);
create unique index alert_group_open on alert_group (subscription, team, grouping) where closed_at is null;
create index alert_group_closed on alert_group (closed_at);
select plumbline.protect('alert_group');

-- What a subscription has sent of an alert. Deleted when the end of the alert is sent.
create table alert_notice (
    subscription      text        not null references alert_subscription (name) on delete cascade,
    alert             uuid        not null references alert (id) on delete cascade,
    team              text        not null,
    alert_group       uuid        not null references alert_group (id) on delete cascade,
    sent_at           timestamptz,
    escalations       int         not null default 0,
    acknowledged_sent boolean     not null default false,
    primary key (subscription, alert)
);
create index alert_notice_alert on alert_notice (alert);
create index alert_notice_group on alert_notice (alert_group);
select plumbline.protect('alert_notice');

-- Messages to channels, and what became of them.
create table alert_delivery (
    id              uuid        primary key,
    position        bigint      generated always as identity,
    team            text        not null,
    channel         text        not null references alert_channel (name) on delete cascade,
    alert_group     uuid,
    alerts          uuid[]      not null,
    message         jsonb       not null,
    state           text        not null check (state in ('PENDING', 'DELIVERED', 'FAILED')),
    attempts        int         not null default 0,
    status          int,
    error           text,
    created_at      timestamptz not null,
    attempted_at    timestamptz,
    next_attempt_at timestamptz
);
create index alert_delivery_due on alert_delivery (attempts, next_attempt_at) where state = 'PENDING';
create index alert_delivery_pending on alert_delivery (channel, alert_group, position) where state = 'PENDING';
create index alert_delivery_newest on alert_delivery (channel, id);
create index alert_delivery_group on alert_delivery (alert_group);
create index alert_delivery_alerts on alert_delivery using gin (alerts);
create index alert_delivery_created on alert_delivery (created_at);
select plumbline.protect('alert_delivery');

create table alert_silence (
    id         uuid        primary key,
    team       text        not null,
    matcher    jsonb       not null,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    reason     text        not null,
    author     text        not null,
    created_at timestamptz not null
);
create index alert_silence_ends on alert_silence (ends_at);
select plumbline.protect('alert_silence');
