-- The chunks of documents that the models of listed calls received, one row each: which calls used a document. The
-- columns are in the order of the projection's insert.
create table call_citation (
    call_id        uuid not null,
    team           text not null,
    chunk          uuid not null,
    knowledge_base text not null,
    document       text not null,
    version        int  not null,
    primary key (call_id, chunk)
);
create index call_citation_document on call_citation (document, call_id);
create index call_citation_base on call_citation (knowledge_base, call_id);
select plumbline.protect('call_citation');
