-- Whether the panel invited the user by link. It was not recorded before; governance-service changes nothing for users
-- whom it did not invite.
alter table panel_annotator add column invited boolean not null default true;
alter table panel_annotator alter column invited set default false;
