-- Windows by language of the input and by the caller's tags, and by day. They are computed again from the log: SQL cannot
-- sum the sketches of the hours of a day.
truncate call_window, score_window;
delete from projection where name = 'call-window';
alter table call_window add column language text not null;
alter table call_window add column tags text not null;
alter table call_window drop constraint call_window_pkey;
alter table call_window add primary key
    (team, route, variant, model, prompt, input_length, language, tags, purpose, minutes, start);
alter table call_window drop constraint call_window_minutes_check;
alter table call_window add constraint call_window_minutes_check check (minutes in (1, 60, 1440));

alter table score_window add column language text not null;
alter table score_window add column tags text not null;
alter table score_window drop constraint score_window_pkey;
alter table score_window add primary key
    (team, route, variant, model, prompt, input_length, language, tags, purpose, minutes, start, scorer);
alter table score_window drop constraint score_window_minutes_check;
alter table score_window add constraint score_window_minutes_check check (minutes in (1, 60, 1440));

-- The combinations of tags that have windows of their own, by day in UTC. Their number is bounded for each team and day;
-- the windows of later ones have the tag 'other'.
create table window_tags (
    team text not null,
    day  date not null,
    tags text not null,
    primary key (team, day, tags)
);
create index window_tags_day on window_tags (day);
select plumbline.protect('window_tags');
