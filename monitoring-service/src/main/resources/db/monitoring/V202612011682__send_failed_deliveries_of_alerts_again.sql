-- Until when the current attempt is reserved for the replica that took it; null if there is none.
alter table alert_delivery add column attempt_until timestamptz;
