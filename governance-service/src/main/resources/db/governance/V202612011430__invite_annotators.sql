-- Users who were invited by link, who have no password. The link works once and until it expires.
create table invitation (
    user_id      uuid        primary key references user_account on delete cascade,
    team         text        not null references team,
    token_sha256 text unique check (token_sha256 ~ '^[0-9a-f]{64}$'),
    expires_at   timestamptz not null,
    used_at      timestamptz,
    created_at   timestamptz not null
);
select plumbline.protect('invitation');
