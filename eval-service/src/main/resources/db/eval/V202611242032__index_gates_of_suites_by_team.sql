-- A list is asked for by team (see GateStore.newest): each of its conditions is in the index that serves it.
drop index gate_by_suite;
create index gate_of_suite_newest on gate (suite, team, id desc);
