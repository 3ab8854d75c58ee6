-- Scorers of three kinds: WebAssembly modules, Python sources and endpoints over HTTP.
alter table scorer_version
    alter column module drop not null,
    add column kind           text not null default 'WASM' check (kind in ('WASM', 'PYTHON', 'HTTP')),
    add column source         text check (octet_length(source) <= 100000),
    add column http           jsonb,
    add column stated_version text check (length(stated_version) <= 100),
    add constraint scorer_version_definition check (
        num_nonnulls(module, source, http) = 1
        and (kind = 'WASM') = (module is not null) and (kind = 'PYTHON') = (source is not null));

-- The secret that signs calls to all versions of a scorer over HTTP, encrypted.
create table scorer_secret (
    name       text        primary key,
    team       text        not null,
    secret     bytea       not null,
    updated_at timestamptz not null
);
select plumbline.protect('scorer_secret');
