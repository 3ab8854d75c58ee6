-- Whoever sees all payloads sees all wrapped keys too, and says so without looking for the payload of each: the policy
-- that does had a session read the whole table of payloads for any question about keys, where that had few enough rows
-- to be hashed.
CREATE POLICY read_all ON audit.payload_key FOR SELECT TO governance_worker, monitoring_worker, eval_worker USING (true);

-- The same answers as before. What is compared first is what costs least, for of the statements of a quarter of a year
-- there can be tens of thousands; ids in text are in the order of ids.
CREATE OR REPLACE FUNCTION audit.expiry_of(wanted uuid)
    RETURNS TABLE (statement uuid, keep_days integer, was_gone boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
    SELECT e.id, (e.body #>> '{attributes,keepDays}')::integer,
        coalesce(e.body #> '{attributes,missing}' ? wanted::text, false)
    FROM audit.event e
    WHERE e.action = 'governance.payload.expired' AND e.id > wanted
        AND CASE WHEN (e.body #>> '{attributes,through}') COLLATE "C" >= wanted::text
                AND (e.body #>> '{attributes,after}') COLLATE "C" < wanted::text
            THEN audit.expired_through(e.id, e.body -> 'attributes') >= wanted ELSE false END
    ORDER BY e.id LIMIT 1
$$;

-- An erasure waits for the batch of an expiry that is under way: both destroy payloads, each in an order of its own, and
-- of two that wait for each other one would fail.
CREATE OR REPLACE FUNCTION audit.destroy(erased text, until timestamptz, OUT payloads bigint, OUT keys bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit.expire', 0));
    WITH doomed AS (
        DELETE FROM audit.payload
        WHERE event_id IN (SELECT k.event_id FROM audit.payload_key k WHERE k.subject = erased)
            AND event_id < audit.first_id(until)
        RETURNING event_id)
    SELECT count(*) FROM doomed INTO payloads;
    WITH doomed AS (
        DELETE FROM audit.subject_key WHERE subject = erased AND created_at <= until RETURNING id)
    SELECT count(*) FROM doomed INTO keys;
END
$$;
