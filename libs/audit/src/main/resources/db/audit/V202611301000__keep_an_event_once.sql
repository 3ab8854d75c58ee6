-- An event was kept twice, as bytes and parsed, and the second was as large as the first. It is parsed where it is read.

CREATE OR REPLACE FUNCTION audit.take_in() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
DECLARE
    event jsonb := audit.parse(NEW.canonical);
    wrong text := audit.wrong_member(NEW.id, event);
BEGIN
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'This is no audit event: % is not as it must be', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_is_well_formed';
    END IF;
    INSERT INTO audit.pending (event_id, hash) VALUES (NEW.id, sha256('\x00'::bytea || NEW.canonical));
    IF event ? 'subjects' THEN
        INSERT INTO audit.event_subject (subject, event_id, team)
        SELECT subject, NEW.id, NEW.team FROM jsonb_array_elements_text(event -> 'subjects') AS subject;
    END IF;
    RETURN NULL;
END
$$;

DROP POLICY append ON audit.event;
CREATE POLICY append ON audit.event FOR INSERT TO audit_append WITH CHECK (
    audit.parse(canonical) ->> 'service' = split_part(current_user, '_', 1)
    AND (current_user LIKE 'gateway\_%'
        OR id BETWEEN audit.first_id(now() - interval '1 day') AND audit.first_id(now() + interval '1 day')));

CREATE OR REPLACE FUNCTION audit.expire(statement uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
DECLARE
    said      jsonb;
    last      uuid;
    destroyed bigint;
BEGIN
    SELECT audit.parse(e.canonical) -> 'attributes' INTO said
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

-- Parsed once for each statement, of which the last quarter of a year can have tens of thousands.
CREATE OR REPLACE FUNCTION audit.expiry_of(wanted uuid)
    RETURNS TABLE (statement uuid, keep_days integer, was_gone boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
    SELECT e.id, (e.said ->> 'keepDays')::integer, coalesce(e.said -> 'missing' ? wanted::text, false)
    FROM (SELECT id, audit.parse(canonical) -> 'attributes' AS said FROM audit.event
        WHERE action = 'governance.payload.expired' AND id > wanted OFFSET 0) e
    WHERE CASE WHEN (e.said ->> 'through') COLLATE "C" >= wanted::text
                AND (e.said ->> 'after') COLLATE "C" < wanted::text
            THEN audit.expired_through(e.id, e.said) >= wanted ELSE false END
    ORDER BY e.id LIMIT 1
$$;

ALTER TABLE audit.event DROP COLUMN body;
