-- Actors besides the requester who cannot decide on it, such as the uploader of the training data.
alter table approval add column excluded text[] not null default '{}';
