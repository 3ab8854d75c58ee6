-- What other systems report of lineage (OpenLineage): jobs, and what they read and wrote. Own relations are read from the
-- tables of models, datasets, suites, gates and knowledge bases.
create table lineage_edge (
    id         uuid        primary key,
    team       text        not null,
    -- Ids of nodes, such as `source:s3://bucket|faq.csv`.
    source     text        not null,
    target     text        not null,
    run_id     text        not null,
    run_state  text        not null,
    event_time timestamptz not null
);
create unique index lineage_edge_ends on lineage_edge (team, md5(source), md5(target));
create index lineage_edge_source on lineage_edge (md5(source));
create index lineage_edge_target on lineage_edge (md5(target));
select plumbline.protect('lineage_edge');

-- What derives from a version, and the versions of a gate.
create index asset_version_base on asset_version ((document ->> 'base')) where document ->> 'base' is not null;
create index asset_version_training_data on asset_version using gin ((document -> 'trainingData'));
create index evaluation_run on evaluation (run_id) where gate;
create index suite_revision_dataset on suite_revision (dataset);
