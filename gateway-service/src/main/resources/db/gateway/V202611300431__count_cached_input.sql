-- How much of a call's input the provider read from its cache: it costs less.
alter table usage_entry
    add column cached_input_tokens bigint not null default 0 check (cached_input_tokens >= 0);
