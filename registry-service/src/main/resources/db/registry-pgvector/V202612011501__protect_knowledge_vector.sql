-- What is deleted leaves the index in the same transaction.
alter table knowledge_vector
    add column document uuid generated always as (cast(document_id as uuid)) stored,
    add foreign key (index_id) references knowledge_base (id) on delete cascade,
    add foreign key (document) references knowledge_document (id) on delete cascade;
create index knowledge_vector_of_document on knowledge_vector (document);
alter table knowledge_vector_state
    add foreign key (index_id) references knowledge_base (id) on delete cascade;
select plumbline.protect('knowledge_vector');
select plumbline.grant_plain('knowledge_vector_state');
