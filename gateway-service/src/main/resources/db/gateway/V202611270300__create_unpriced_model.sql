-- Models that were used on a day without anybody knowing their price: told of once.
create table unpriced_model (
    team  text not null,
    model text not null,
    day   date not null,
    primary key (team, model, day)
);
select plumbline.protect('unpriced_model');
