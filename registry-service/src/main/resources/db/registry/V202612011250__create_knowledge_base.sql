-- Knowledge bases, their documents, and the chunks that a search finds.

create table knowledge_base (
    id            uuid        primary key,
    team          text        not null,
    name          text        not null,
    description   text        not null,
    embedding     text        not null,
    chunking      jsonb       not null,
    redaction     jsonb       not null,
    keep_original boolean     not null,
    readers       jsonb       not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    revision      bigint      not null,
    constraint knowledge_base_name unique (name),
    unique (id, team)
);
select plumbline.protect('knowledge_base');

-- Numbers the changes of what can be found in a knowledge base. A transaction locks the row when it takes a number, so
-- numbers become visible in order.
create table knowledge_sequence (
    knowledge_base_id uuid   primary key,
    team              text   not null,
    sequence          bigint not null,
    foreign key (knowledge_base_id, team) references knowledge_base (id, team) on delete cascade
);
select plumbline.protect('knowledge_sequence');

create table knowledge_document (
    id                uuid        primary key,
    knowledge_base_id uuid        not null,
    team              text        not null,
    external_id       text        not null,
    file_name         text        not null,
    format            text        not null,
    bytes             bigint      not null,
    digest            text        not null,
    -- The newest version, and its state.
    version           int         not null check (version > 0),
    state             text        not null check (state in ('QUEUED', 'EXTRACTING', 'INDEXED', 'REJECTED', 'QUARANTINED', 'FAILED')),
    reason            text,
    findings          jsonb       not null,
    -- The version that a search finds, and when that changed.
    live_version      int,
    sequence          bigint      not null,
    tags              text[]      not null,
    -- Null for the readers of the knowledge base.
    readers           text[],
    subjects          text[]      not null,
    -- The description of a newer version, until that replaces the live one.
    next              jsonb,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    created_by_type   text        not null,
    created_by_id     text        not null,
    unique (knowledge_base_id, external_id),
    unique (id, team),
    foreign key (knowledge_base_id, team) references knowledge_base (id, team) on delete cascade
);
create index knowledge_document_sequence on knowledge_document (knowledge_base_id, sequence);
create index knowledge_document_state on knowledge_document (knowledge_base_id, state);
create index knowledge_document_subjects on knowledge_document using gin (subjects);
select plumbline.protect('knowledge_document');

-- What an index on disk must forget.
create table knowledge_removal (
    knowledge_base_id uuid   not null,
    document_id       uuid   not null,
    team              text   not null,
    sequence          bigint not null,
    primary key (knowledge_base_id, sequence, document_id),
    foreign key (knowledge_base_id, team) references knowledge_base (id, team) on delete cascade
);
select plumbline.protect('knowledge_removal');

create table knowledge_chunk (
    id           uuid   primary key,
    document_id  uuid   not null,
    team         text   not null,
    version      int    not null,
    ordinal      int    not null,
    text         text   not null,
    heading_path text[] not null,
    page         int    not null,
    start_offset int    not null,
    end_offset   int    not null,
    tags         text[] not null,
    vector       bytea,
    unique (document_id, version, ordinal),
    foreign key (document_id, team) references knowledge_document (id, team) on delete cascade
);
select plumbline.protect('knowledge_chunk');

-- The parts of a file, sealed: until its version is stored, and longer if the knowledge base keeps originals.
create table knowledge_file (
    document_id uuid  not null,
    team        text  not null,
    version     int   not null,
    part        int   not null,
    sealed      bytea not null,
    primary key (document_id, version, part),
    foreign key (document_id, team) references knowledge_document (id, team) on delete cascade
);
select plumbline.protect('knowledge_file');
