-- A call may be charged for answers of several models: one row for each of them, the one asked last first (part 0).
alter table usage_entry
    add column part smallint not null default 0 check (part >= 0),
    drop constraint usage_entry_pkey,
    add primary key (id, part);
