-- Until when nightly campaigns may bypass the guards: the permission of the one who set it is not checked every night.
alter table campaign_schedule add column without_guards_until timestamptz;
update campaign_schedule set without_guards_until = updated_at + interval '30 days'
where request ->> 'compareWithoutGuards' = 'true';
