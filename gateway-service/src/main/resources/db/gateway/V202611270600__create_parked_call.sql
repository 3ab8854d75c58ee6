-- Calls that wait for a person's decision. What was answered and what governance is to be asked are sealed.
create table parked_call (
    id           uuid primary key,
    team         text not null,
    route        text not null check (length(route) <= 300),
    actor        text not null check (length(actor) <= 200),
    fingerprint  text not null check (length(fingerprint) = 64),
    stage        text not null check (stage in ('INPUT', 'ANSWER')),
    state        text not null check (state in ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED')),
    approval     uuid,
    comment      text check (length(comment) <= 2000),
    question     bytea,
    content_type text check (length(content_type) <= 100),
    answer       bytea,
    parked_at    timestamptz not null,
    expires_at   timestamptz not null,
    kept_until   timestamptz not null,
    used_at      timestamptz
);
create index parked_call_fingerprint on parked_call (fingerprint, id);
create index parked_call_approval on parked_call (approval);
create index parked_call_pending on parked_call (actor) where state = 'PENDING';
create index parked_call_unasked on parked_call (id) where question is not null;
create index parked_call_kept on parked_call (kept_until);
select plumbline.protect('parked_call');
