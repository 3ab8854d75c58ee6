-- An index on disk that was last updated before the newest forgotten removal is filled again.
alter table knowledge_removal add column removed_at timestamptz not null default now();
create index knowledge_removal_age on knowledge_removal (removed_at);
alter table knowledge_sequence add column forgotten bigint not null default 0;
