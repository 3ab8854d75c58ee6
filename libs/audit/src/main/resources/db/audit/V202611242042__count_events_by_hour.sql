-- How many events of each action there were in an hour, counted by the sequencer in the transaction in which it gives
-- them their places, so each once. It proves nothing; it spares the first page the reading of every call of a day.
CREATE TABLE audit.hourly_count (
    hour   timestamptz NOT NULL,
    action text NOT NULL,
    team   text NOT NULL,
    events bigint NOT NULL,
    PRIMARY KEY (hour, action, team)
);

-- The hour of the time that a version 7 UUID carries.
CREATE FUNCTION audit.hour_of(id uuid) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 3600000 * 3600);

-- Members are cut to what an event may have, for the log may hold what is none.
CREATE FUNCTION audit.count_events(ids uuid[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
AS $$
    INSERT INTO audit.hourly_count AS c (hour, action, team, events)
    SELECT audit.hour_of(id), left(action, 161), left(team, 63), count(*)
    FROM audit.event WHERE id = ANY (ids) GROUP BY 1, 2, 3
    ON CONFLICT (hour, action, team) DO UPDATE SET events = c.events + excluded.events
$$;

INSERT INTO audit.hourly_count (hour, action, team, events)
SELECT audit.hour_of(e.id), left(e.action, 161), left(e.team, 63), count(*)
FROM audit.leaf l JOIN audit.event e ON e.id = l.event_id GROUP BY 1, 2, 3;

ALTER TABLE audit.hourly_count ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_team ON audit.hourly_count FOR SELECT TO audit_read USING (plumbline.sees(team));
CREATE POLICY read_all ON audit.hourly_count FOR SELECT TO governance_worker, monitoring_worker, eval_worker USING (true);
REVOKE ALL ON audit.hourly_count FROM PUBLIC;
GRANT SELECT ON audit.hourly_count TO audit_read;
REVOKE ALL ON FUNCTION audit.hour_of(uuid), audit.count_events(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.count_events(uuid[]) TO audit_sequencer;
