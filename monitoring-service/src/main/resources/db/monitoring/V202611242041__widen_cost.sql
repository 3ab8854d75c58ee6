-- Sums of many calls: with the ten digits before the point that it had, a few absurd costs could stop the projection.
alter table call_window alter column cost_usd type numeric(38, 10);
