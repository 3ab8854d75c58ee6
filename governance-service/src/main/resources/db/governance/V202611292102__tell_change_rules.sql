-- The table of production changes as it was last written into the audit log: one row, by its digest.

create table change_rules (
    id     boolean primary key default true check (id),
    digest text not null check (length(digest) <= 100)
);
select plumbline.grant_plain('change_rules');
