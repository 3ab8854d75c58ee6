-- The dataset versions that were made from feedback: PreferenceRules and PreferenceCounts.
create table preference_dataset (
    id              uuid        primary key,
    team            text        not null,
    dataset         text        not null check (length(dataset) <= 80),
    format          text        not null check (length(format) <= 30),
    rules           text        not null,
    counts          text        not null,
    new_preferences bigint      not null,
    plan            text        check (length(plan) <= 63),
    created_at      timestamptz not null
);
create index preference_dataset_team on preference_dataset (team, id desc);
select plumbline.protect('preference_dataset');

-- The keys of the preferences that a dataset has in any of its versions; no texts.
create table preference_key (
    team    text not null,
    dataset text not null check (length(dataset) <= 63),
    key     text not null check (length(key) <= 64),
    primary key (team, dataset, key)
);
select plumbline.protect('preference_key');
