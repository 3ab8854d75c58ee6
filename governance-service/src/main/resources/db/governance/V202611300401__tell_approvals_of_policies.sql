-- By which approval a policy's newest version is approved. A version that is no looser than the one before is approved
-- by the same.

alter table guard_policy add approval_id uuid references approval;

update guard_policy_version version
set approval_id = (select earlier.approval_id from guard_policy_version earlier
                   where earlier.policy = version.policy and earlier.number < version.number
                     and earlier.approval_id is not null
                   order by earlier.number desc limit 1)
where approval_id is null and approvers between 1 and 4;

update guard_policy policy
set approval_id = (select version.approval_id from guard_policy_version version
                   where version.policy = policy.name and version.number = policy.number);
