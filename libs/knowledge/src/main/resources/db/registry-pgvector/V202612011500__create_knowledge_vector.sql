-- The search index of knowledge bases on pgvector: derived data that can be filled again at any time.
-- ${vectors} is the schema of the extension.

-- How far the index of a knowledge base is.
create table knowledge_vector_state (
    index_id   uuid   primary key,
    -- The shape of the index. With another one it is filled again.
    settings   text   not null,
    generation bigint not null,
    position   text   not null
);

-- A chunk, found by its words or by its vector.
create table knowledge_vector (
    index_id     uuid    not null,
    team         text    not null,
    document_id  text    not null,
    chunk_id     text    not null,
    -- The numbers of its words, of 1 to 1,000,000,000, different for each index.
    terms        int[]   not null,
    -- The weight of each word by BM25, without the rarity of the word.
    weights      ${vectors}.sparsevec not null,
    -- Null for a chunk that is found by its words alone.
    vector       ${vectors}.halfvec,
    readers      text[]  not null,
    restrictions text[]  not null,
    tags         text[]  not null,
    metadata     jsonb   not null,
    -- One chunk in 256, to count frequent words.
    sampled      boolean not null,
    primary key (index_id, chunk_id)
) with (toast_tuple_target = 8160); -- A search reads all of a row; a part elsewhere would cost it another read.

create index knowledge_vector_document on knowledge_vector (index_id, document_id);
create index knowledge_vector_sample on knowledge_vector (index_id) where sampled;
create index knowledge_vector_terms on knowledge_vector using gin (terms, readers, tags, metadata jsonb_path_ops);
