-- The encoder of a baseline is pinned by the digest of its files. Stored baselines have the vectors of the same encoder,
-- which was stored by its name.
update baseline set state = state
    || '{"encoderChanged": false,
         "encoder": "sha256:6ea94d8f890e7e0ec326cd8e75eacdcbed9611a0c3d7cbff4e5eac08969213a8"}'
where state is not null;

-- Points of a plane for each comparison: PlanarProjection.
alter table drift_result add column projection jsonb;

create index feedback_commented on feedback (team, route, received_at) where settled and comment is not null;
