-- Until when an attempt to deliver may take; null while none is under way.
alter table webhook_delivery add column attempt_until timestamptz;
