-- Summaries read a hundred thousand rows, and their policies read the caller's teams for each. protect now makes policies
-- that read them once for each query: a summary for a list of teams takes about two thirds of the time.
select plumbline.protect('gateway_call');
select plumbline.protect('gateway_call_hour');
select plumbline.protect('call_window');
select plumbline.protect('guard_hour');
