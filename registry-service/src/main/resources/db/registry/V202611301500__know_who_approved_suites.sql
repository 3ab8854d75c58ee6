-- The approval of a suite's revision, where it took one: once that is revoked, its gates no longer count.
alter table suite_revision add column approval_id uuid;
create index suite_revision_approved_by on suite_revision (approval_id) where approval_id is not null;
