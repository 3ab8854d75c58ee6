-- Refresh tokens of clients that keep people signed in, known by digest alone. Signing out deletes those of the user.

create table refresh_token (
    token_sha256 text primary key check (token_sha256 ~ '^[0-9a-f]{64}$'),
    client_id    text not null check (length(client_id) <= 100),
    user_id      uuid not null references user_account on delete cascade,
    scopes       text not null check (length(scopes) <= 1000),
    issued_at    timestamptz not null,
    expires_at   timestamptz not null
);
create index refresh_token_user_id on refresh_token (user_id);
create index refresh_token_expires_at on refresh_token (expires_at);
select plumbline.grant_plain('refresh_token');
