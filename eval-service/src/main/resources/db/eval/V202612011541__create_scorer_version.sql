-- Custom scorers: ScorerVersion with its WebAssembly module.
create table scorer_version (
    id         uuid        primary key,
    team       text        not null,
    name       text        not null,
    number     int         not null,
    digest     text        not null,
    module     bytea       not null check (octet_length(module) <= 1000000),
    created_by text        not null,
    created_at timestamptz not null,
    constraint scorer_version_name unique (name, number)
);
create index scorer_version_digest on scorer_version (digest);
select plumbline.protect('scorer_version');
