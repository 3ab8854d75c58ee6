-- The service has no pages any more: they are in the console.

drop table web_session_attributes;
drop table web_session;
