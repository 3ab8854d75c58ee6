-- What an answer from the cache cost when the model gave it.
alter table usage_entry add column saved_usd numeric(20, 10) check (saved_usd >= 0);
