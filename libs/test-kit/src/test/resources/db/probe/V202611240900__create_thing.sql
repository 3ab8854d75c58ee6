create table thing (
    id   uuid primary key,
    team text not null,
    name text not null unique
);
select plumbline.protect('thing');
