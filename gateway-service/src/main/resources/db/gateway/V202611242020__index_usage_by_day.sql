-- For who sees every team's usage: usage_entry_team_day begins with the team.
create index usage_entry_day on usage_entry (day);
