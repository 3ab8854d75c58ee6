-- The document of how what was evaluated is served, and its digest; null for what was stored before that was told.
alter table evaluation
    add column served_configuration        jsonb,
    add column served_configuration_digest text;

-- Since when a suite is required, so that one that is required now takes nothing back from before.
alter table asset add column required_since jsonb not null default '{}';
