-- The revisions of suites that eval-service told of, and whether siblings know what rests on them. Of no team: a version
-- may rest on a suite that another team keeps.
create table suite_revision (
    name      text        not null,
    revision  int         not null check (revision > 0),
    digest    text        not null,
    dataset   text        not null,
    stored_at timestamptz not null,
    told      boolean     not null default false,
    primary key (name, revision)
);
create index suite_revision_untold on suite_revision (name) where not told;
select plumbline.grant_plain('suite_revision');

-- When a suite changes, siblings look again at what has gates of it.
create index evaluation_of_suite on evaluation (suite, asset_id) where gate;
