-- How many people have approved what a version of a guard policy lets pass, and by which approval. What was in force
-- before this was told counts as approved.

alter table guard_policy add approvers int not null default 5 check (approvers between 0 and 5);
alter table guard_policy alter approvers drop default;

alter table guard_policy_version
    add approvers   int not null default 5 check (approvers between 0 and 5),
    add approval_id uuid references approval;
alter table guard_policy_version alter approvers drop default;
