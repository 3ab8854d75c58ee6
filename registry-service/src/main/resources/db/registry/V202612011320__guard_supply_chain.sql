-- What the organisation accepts of model versions: one document. Of no team: it applies to every team.
create table supply_chain_policy (
    id         int         primary key check (id = 1),
    document   jsonb       not null,
    revision   bigint      not null,
    updated_at timestamptz not null
);
select plumbline.grant_plain('supply_chain_policy');

-- Verified signatures over the files of model versions.
create table model_signature (
    id              uuid        primary key,
    asset_id        uuid        not null,
    version         int         not null,
    team            text        not null,
    signer          text        not null,
    -- Digest of the key or certificate that the policy trusted. A signature counts while the policy trusts it.
    signer_digest   text        not null,
    method          text        not null check (method in ('KEY', 'CERTIFICATE')),
    subject         text,
    manifest_digest text        not null,
    bundle          jsonb       not null,
    bundle_digest   text        not null,
    verified_at     timestamptz not null,
    verified_by_type text       not null,
    verified_by_id   text       not null,
    unique (asset_id, version, bundle_digest),
    foreign key (asset_id, version) references asset_version (asset_id, number),
    foreign key (asset_id, team) references asset (id, team)
);
select plumbline.protect('model_signature');
revoke update, delete on model_signature from registry_app, registry_worker;
