-- Its pages are in the console, which keeps no sessions in a database.

drop table web_session_attributes;
drop table web_session;
