-- Whose data a training plan trained a version on: DataUploaders. It stays when the plan is deleted.
create table trained_version (
    model       text not null,
    version     int  not null,
    team        text not null,
    uploaded_by text not null check (length(uploaded_by) <= 100),
    primary key (model, version)
);
select plumbline.protect('trained_version');

insert into trained_version (model, version, team, uploaded_by)
select distinct on (p.plan ->> 'model', r.result) p.plan ->> 'model', r.result, r.team, v.created_by_id
from training_run r
join training_plan p on p.name = r.plan
join dataset d on d.name = left(r.dataset, length(r.dataset) - strpos(reverse(r.dataset), '@'))
join dataset_version v on v.dataset_id = d.id and v.number = r.version
where r.result is not null
order by p.plan ->> 'model', r.result, r.id desc;
