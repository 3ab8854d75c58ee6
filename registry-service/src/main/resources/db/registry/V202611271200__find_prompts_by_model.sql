-- When a model's version is archived, siblings look again at the prompts that were run on it.
create index evaluation_of_model on evaluation (model) where gate and model is not null;
