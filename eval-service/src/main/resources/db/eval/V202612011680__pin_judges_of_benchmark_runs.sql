-- The judge that classes the answers of a run, as it was when the run was requested: name, digest, served configuration.
alter table benchmark_run add column judge jsonb;
