-- What governance needs to keep the audit log, beside the log itself.

-- The key that signs checkpoints, sealed; there is one log, so there is one row.
create table log_signing_key (
    only_one   boolean primary key default true check (only_one),
    origin     text not null check (length(origin) between 1 and 255),
    sealed     bytea not null,
    created_at timestamptz not null
);
select plumbline.grant_plain('log_signing_key');

create table log_verification (
    id           uuid primary key,
    state        text not null check (state in ('RUNNING', 'VERIFIED', 'FAILED', 'ERROR')),
    requested_by text not null check (length(requested_by) <= 100),
    started_at   timestamptz not null,
    alive_at     timestamptz not null,
    finished_at  timestamptz,
    size         bigint,
    report       text
);
-- At most one runs at a time.
create unique index log_verification_running on log_verification (state) where state = 'RUNNING';
select plumbline.grant_plain('log_verification');
