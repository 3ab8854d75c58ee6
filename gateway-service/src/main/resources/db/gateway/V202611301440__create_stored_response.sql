-- Responses that their clients may read, go on with and delete. What is said in them is sealed.
--
-- previous: the response that this one goes on with; it may be gone
-- turns:    how many responses this one goes on with, itself included
-- bytes:    of the messages of all of them, as they were before they were sealed
-- parked:   whether a person has yet to agree to the answer
create table stored_response (
    id         uuid        primary key,
    team       text        not null,
    route      text        not null check (length(route) <= 300),
    actor      text        not null check (length(actor) <= 200),
    previous   uuid,
    turns      integer     not null check (turns > 0),
    bytes      bigint      not null check (bytes >= 0),
    parked     boolean     not null,
    content    bytea       not null,
    stored_at  timestamptz not null,
    expires_at timestamptz not null
);
create index stored_response_expires on stored_response (expires_at);
select plumbline.protect('stored_response');
