-- Whose vote feedback on the call is: that of the call's data subject (a pseudonym), if it named one.
alter table rollout_call add column subject text check (length(subject) <= 200);
