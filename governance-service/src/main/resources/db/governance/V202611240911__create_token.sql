-- What the authorization server keeps. Tokens themselves are nowhere: they are signed and end by themselves.

create table token_signing_key (
    kid        text primary key check (length(kid) <= 100),
    sealed     bytea not null,
    created_at timestamptz not null,
    signs_from timestamptz not null
);
select plumbline.grant_plain('token_signing_key');

-- Codes that wait to be redeemed, known by digest alone.
create table authorization_code (
    code_sha256    text primary key check (code_sha256 ~ '^[0-9a-f]{64}$'),
    client_id      text not null check (length(client_id) <= 100),
    user_id        uuid not null references user_account on delete cascade,
    redirect_uri   text not null check (length(redirect_uri) <= 2000),
    scopes         text not null check (length(scopes) <= 1000),
    nonce          text check (length(nonce) <= 1000),
    code_challenge text not null check (length(code_challenge) <= 200),
    issued_at      timestamptz not null,
    expires_at     timestamptz not null
);
create index authorization_code_expires_at on authorization_code (expires_at);
select plumbline.grant_plain('authorization_code');
