-- The provider that reranks the results of searches in a knowledge base.
create table knowledge_reranker (
    knowledge_base_id uuid        primary key,
    team              text        not null,
    terms             jsonb       not null,
    -- Encrypted; null for none.
    api_key           bytea,
    revision          bigint      not null,
    updated_at        timestamptz not null,
    foreign key (knowledge_base_id, team) references knowledge_base (id, team) on delete cascade
);
select plumbline.protect('knowledge_reranker');
