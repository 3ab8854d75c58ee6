-- When governance was last asked about an approval that is awaited: they are looked at in turn.
alter table version_approval add column looked_at timestamptz;
drop index version_approval_awaited;
create index version_approval_awaited on version_approval (looked_at nulls first) where approved is null;
