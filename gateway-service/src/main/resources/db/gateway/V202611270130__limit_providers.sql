alter table provider add column limits jsonb;
