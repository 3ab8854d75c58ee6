-- When the plan became that of the remedy. An approval of before does not count, even if it was of the same plan. Null for
-- the plans that are stored: their approvals stay.
alter table remedy add column wanted_at timestamptz;
