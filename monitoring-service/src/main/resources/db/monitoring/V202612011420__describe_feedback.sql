-- What feedback is about, for lists and sums by route and version: the call's route, variant, model and prompt, known once
-- the event of the call is in the log. Texts of feedback train models only with consent.
alter table feedback
    add column training_consent boolean not null default false,
    add column route   text check (length(route) <= 200),
    add column variant text check (length(variant) <= 200),
    add column model   text check (length(model) <= 200),
    add column prompt  text check (length(prompt) <= 200),
    add column subject text check (length(subject) <= 200);
create index feedback_route on feedback (team, route, received_at desc, id desc);
create index feedback_trainable on feedback (team, received_at desc, id desc) where settled and training_consent;
