-- What else was found in an upload, and what stands in its place.

alter table dataset_version
    add column secrets   jsonb not null default '{}',
    add column redaction text;
