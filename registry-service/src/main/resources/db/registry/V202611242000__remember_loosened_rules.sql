-- What of an asset's rules for promotion was loosened since a version last came into production by them.
alter table asset add column loosening jsonb;
