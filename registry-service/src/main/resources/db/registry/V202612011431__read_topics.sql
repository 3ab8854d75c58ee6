-- How far a connector has read a source that is a log, such as a topic. What the connector reads next follows it, unless
-- the source or the selection has changed since.
create table knowledge_connector_position (
    connector_id uuid        primary key,
    team         text        not null,
    -- The digest of what was read, as in the run.
    reading      text        not null,
    position     text        not null,
    updated_at   timestamptz not null,
    foreign key (connector_id, team) references knowledge_connector (id, team) on delete cascade
);
select plumbline.protect('knowledge_connector_position');
