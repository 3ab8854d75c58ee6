-- Approvals and who decided on them. A person is a user's id, or an API key's that belongs to no user.

create table approval (
    id                uuid primary key,
    team              text not null references team,
    action            text not null check (length(action) <= 120),
    resource_type     text not null check (length(resource_type) <= 64),
    resource_id       text not null check (length(resource_id) <= 256),
    reason            text check (length(reason) <= 2000),
    requested_by      text not null check (length(requested_by) <= 100),
    requesting_person text not null check (length(requesting_person) <= 100),
    approvers         int not null check (approvers between 1 and 5),
    state             text not null check (state in ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED')),
    created_at        timestamptz not null,
    expires_at        timestamptz not null,
    version           bigint not null
);
create unique index approval_pending on approval (team, action, resource_type, resource_id) where state = 'PENDING';
create index approval_subject on approval (team, action, resource_type, resource_id, id);
create index approval_state on approval (state, id);
create index approval_due on approval (expires_at) where state = 'PENDING';
select plumbline.protect('approval');

create table approval_decision (
    approval_id uuid not null references approval,
    team        text not null,
    person      text not null check (length(person) <= 100),
    decided_by  text not null check (length(decided_by) <= 100),
    decision    text not null check (decision in ('APPROVE', 'REJECT')),
    comment     text check (length(comment) <= 2000),
    decided_at  timestamptz not null,
    primary key (approval_id, person)
);
select plumbline.protect('approval_decision');
