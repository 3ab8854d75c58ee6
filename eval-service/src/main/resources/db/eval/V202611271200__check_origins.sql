alter table gate_answer validate constraint gate_answer_origin;
