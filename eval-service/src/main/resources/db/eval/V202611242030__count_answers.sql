-- How many answers are stored, raised with each batch of them: counting them at every look took longer with each answer.
alter table gate add column answered int not null default 0;
update gate g set answered = (select count(*) from gate_answer a where a.gate_id = g.id);
