-- An end to the keeping of payloads. One that is destroyed because it is old enough is destroyed by an event of the log,
-- which says which ones, since when and under which limit; nothing else tells an expiry from a deletion.

-- The id of the last event whose payload this statement says to have expired; null when it is no such statement, they
-- were not due by its own limit and time, or that is ahead of this clock by more than clocks are apart.
CREATE FUNCTION audit.expired_through(statement uuid, said jsonb) RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE
        WHEN audit.is_text(said -> 'after', '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')
            AND audit.is_text(said -> 'through', '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')
            AND jsonb_typeof(said -> 'keepDays') = 'number' AND said ->> 'keepDays' ~ '^[1-9][0-9]{0,3}$'
        THEN CASE
            WHEN statement < audit.first_id(now() + interval '5 minutes') AND (said ->> 'through')::uuid < audit.first_id(
                audit.time_of(statement)::timestamptz - (said ->> 'keepDays')::integer * interval '24 hours')
            THEN (said ->> 'through')::uuid END
    END;

-- Does what an event of the log says to be done: destroys the payloads of events up to the one it names, and their
-- wrapped keys with them. There is no way to destroy what is younger than the event's own limit, which is a day at least,
-- nor more or less than the event says.
CREATE FUNCTION audit.expire(statement uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
DECLARE
    said      jsonb;
    last      uuid;
    destroyed bigint;
BEGIN
    SELECT e.body -> 'attributes' INTO said
    FROM audit.event e WHERE e.id = statement AND e.action = 'governance.payload.expired';
    last := audit.expired_through(statement, said);
    IF last IS NULL THEN
        RAISE EXCEPTION 'The event % does not say that payloads are due', statement USING ERRCODE = 'check_violation';
    END IF;
    WITH doomed AS (DELETE FROM audit.payload WHERE event_id <= last RETURNING event_id)
    SELECT count(*) FROM doomed INTO destroyed;
    IF destroyed IS DISTINCT FROM (said ->> 'payloads')::bigint THEN
        RAISE EXCEPTION 'The event % says that % payloads are due, and % are', statement, said ->> 'payloads', destroyed
            USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN destroyed;
END
$$;

-- By which statement the payload of an event expired, and whether it was gone already by then; for all who read payloads,
-- whatever team they see.
CREATE FUNCTION audit.expiry_of(wanted uuid) RETURNS TABLE (statement uuid, keep_days integer, was_gone boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
    SELECT e.id, (e.body #>> '{attributes,keepDays}')::integer,
        coalesce(e.body #> '{attributes,missing}' ? wanted::text, false)
    FROM audit.event e
    WHERE e.action = 'governance.payload.expired' AND e.id > wanted
        AND audit.expired_through(e.id, e.body -> 'attributes') >= wanted
        AND (e.body #>> '{attributes,after}') COLLATE "C" < wanted::text
    ORDER BY e.id LIMIT 1
$$;

REVOKE ALL ON FUNCTION audit.expired_through(uuid, jsonb), audit.expire(uuid), audit.expiry_of(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.expire(uuid) TO governance_worker;
GRANT EXECUTE ON FUNCTION audit.expiry_of(uuid) TO audit_read;
