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
