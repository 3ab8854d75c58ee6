-- Teams take turns in the deliveries that are due.
drop index webhook_delivery_due;
create index webhook_delivery_due on webhook_delivery (team, next_attempt_at) where state = 'PENDING';
