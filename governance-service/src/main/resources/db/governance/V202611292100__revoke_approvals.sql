-- Approvals that were granted and taken back.

alter table approval
    drop constraint approval_state_check,
    add constraint approval_state_check check (state in ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'REVOKED')),
    add revoked_at        timestamptz,
    add revoked_by        text check (length(revoked_by) <= 100),
    add revoked_comment   text check (length(revoked_comment) <= 2000),
    add revocation_change bigint,
    add constraint approval_revoked_check check ((state = 'REVOKED') = (
        revoked_at is not null and revoked_by is not null and revoked_comment is not null and revocation_change is not null));
create index approval_revocation on approval (revocation_change) where revocation_change is not null;
