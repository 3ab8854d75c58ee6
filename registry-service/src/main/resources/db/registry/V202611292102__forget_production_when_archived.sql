-- Who approved a version for production stays with it. Archiving forgets that it was there, and what was approved before.
alter table pointer_move add column approvers int;
alter table version_stage
    add column approval_id uuid,
    add column approvers   int not null default 0,
    add column archived_at timestamptz;

update version_stage s set archived_at = (
    select max(m.moved_at) from pointer_move m
    where m.asset_id = s.asset_id and m.to_version = s.version and m.to_stage = 'ARCHIVED');

update version_stage s set was_in_production = false
where s.archived_at is not null and s.stage <> 'PRODUCTION' and not exists (
    select from pointer_move m
    where m.asset_id = s.asset_id and m.to_version = s.version and m.to_stage = 'PRODUCTION'
        and m.moved_at > s.archived_at);

update version_stage s set approval_id = a.approval_id, approvers = a.approvers
from (
    select distinct on (m.asset_id, m.to_version) m.asset_id, m.to_version, m.approval_id,
        coalesce(v.approved, case r.risk_tier when 'HIGH' then 2 when 'LIMITED' then 1 else 0 end) as approvers
    from pointer_move m
        join asset r on r.id = m.asset_id
        left join version_approval v on v.asset_id = m.asset_id and v.version = m.to_version
            and v.approval_id = m.approval_id
    where m.to_stage = 'PRODUCTION' and m.approval_id is not null
    order by m.asset_id, m.to_version, m.id desc) a
where s.was_in_production and a.asset_id = s.asset_id and a.to_version = s.version;
