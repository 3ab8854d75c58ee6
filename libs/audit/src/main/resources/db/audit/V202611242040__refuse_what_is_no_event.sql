-- What is appended can never be removed, so what is no event, or speaks for another service, is refused here, whatever
-- the program that appends it believes.

CREATE FUNCTION audit.is_text(value jsonb, pattern text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(jsonb_typeof(value) = 'string' AND value #>> '{}' ~ pattern, false);

-- Text that people may have chosen: neither empty nor longer than this, and without control characters.
CREATE FUNCTION audit.is_line(value jsonb, maximum integer) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN audit.is_text(value, '^[^\u0001-\u001f\u007f-\u009f]+$')
        AND char_length(value #>> '{}') <= maximum AND btrim(value #>> '{}') <> '';

-- An object that has all of these members, and no others but the optional ones.
CREATE FUNCTION audit.has_members(value jsonb, required text[], optional text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(CASE WHEN jsonb_typeof(value) = 'object'
        THEN value ?& required AND value - required - optional = '{}' END, false);

CREATE FUNCTION audit.are_subjects(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(CASE WHEN jsonb_typeof(value) = 'array' THEN (
        SELECT count(*) BETWEEN 1 AND 16 AND count(DISTINCT s) = count(*)
            AND bool_and(audit.is_text(s, '^s_[0-9a-f]{32}$'))
        FROM jsonb_array_elements(value) AS s) END, false);

-- The time that a version 7 UUID carries, as an event writes it.
CREATE FUNCTION audit.time_of(id uuid) RETURNS text
    LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN to_char(
        timestamp 'epoch' + ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint * interval '1 millisecond',
        'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- The member because of which this is not an event of version 1; null when it is one. It asks no more than the library
-- does: an event that it refused would be lost, for its act has happened.
CREATE FUNCTION audit.wrong_member(id uuid, event jsonb) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE
        WHEN NOT audit.has_members(event,
            '{v,id,time,service,team,actor,action,resource,outcome,traceId,attributes}', '{payload,subjects}') THEN 'members'
        WHEN event -> 'v' IS DISTINCT FROM '1'::jsonb OR event ->> 'v' <> '1' THEN 'v'
        WHEN event -> 'id' IS DISTINCT FROM to_jsonb(id::text) THEN 'id'
        WHEN event -> 'time' IS DISTINCT FROM to_jsonb(audit.time_of(id)) THEN 'time'
        WHEN NOT audit.is_text(event -> 'service', '^[a-z][a-z0-9]{0,31}$') THEN 'service'
        WHEN NOT audit.is_text(event -> 'team', '^[a-z0-9][a-z0-9._-]{0,62}$') THEN 'team'
        WHEN NOT (audit.has_members(event -> 'actor', '{type,id}', '{}')
            AND audit.is_text(event #> '{actor,type}', '^[a-z][a-z0-9-]{0,63}$')
            AND audit.is_text(event #> '{actor,id}', '^[A-Za-z0-9._:/-]{1,128}$')) THEN 'actor'
        WHEN NOT (audit.is_text(event -> 'action', '^[a-z][a-z0-9]{0,31}(\.[a-z][A-Za-z0-9]{0,63}){2}$')
            AND starts_with(event ->> 'action', (event ->> 'service') || '.')) THEN 'action'
        WHEN NOT (audit.has_members(event -> 'resource', '{type,id}', '{version}')
            AND audit.is_text(event #> '{resource,type}', '^[a-z][a-z0-9-]{0,63}$')
            AND audit.is_line(event #> '{resource,id}', 256)
            AND (NOT (event -> 'resource') ? 'version' OR audit.is_line(event #> '{resource,version}', 64))) THEN 'resource'
        WHEN NOT audit.is_text(event -> 'outcome', '^(SUCCESS|DENIED|BLOCKED|FAILURE)$') THEN 'outcome'
        WHEN NOT audit.is_text(event -> 'traceId', '^[0-9a-f]{32}$') THEN 'traceId'
        WHEN jsonb_typeof(event -> 'attributes') <> 'object' THEN 'attributes'
        WHEN event ? 'payload' AND NOT (audit.has_members(event -> 'payload', '{digest,salt}', '{}')
            AND audit.is_text(event #> '{payload,digest}', '^[0-9a-f]{64}$')
            AND audit.is_text(event #> '{payload,salt}', '^[0-9a-f]{64}$')) THEN 'payload'
        WHEN event ? 'subjects' AND NOT audit.are_subjects(event -> 'subjects') THEN 'subjects'
    END;

-- The trigger runs after the generated columns are there, so the bytes are not parsed once more.
CREATE OR REPLACE FUNCTION audit.take_in() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
DECLARE
    wrong text := audit.wrong_member(NEW.id, NEW.body);
BEGIN
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'This is no audit event: % is not as it must be', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_is_well_formed';
    END IF;
    INSERT INTO audit.pending (event_id, hash) VALUES (NEW.id, sha256('\x00'::bytea || NEW.canonical));
    IF NEW.body ? 'subjects' THEN
        INSERT INTO audit.event_subject (subject, event_id, team)
        SELECT subject, NEW.id, NEW.team FROM jsonb_array_elements_text(NEW.body -> 'subjects') AS subject;
    END IF;
    RETURN NULL;
END
$$;

-- Each service speaks for itself alone, about any team, and of now; only the gateway's journal may come late.
DROP POLICY append ON audit.event;
CREATE POLICY append ON audit.event FOR INSERT TO audit_append WITH CHECK (
    body ->> 'service' = split_part(current_user, '_', 1)
    AND (body ->> 'service' = 'gateway'
        OR id BETWEEN audit.first_id(now() - interval '1 day') AND audit.first_id(now() + interval '1 day')));
GRANT EXECUTE ON FUNCTION audit.first_id(timestamptz) TO audit_append;

-- A row that cannot be a wrapped key is none. Rows from before are not looked at: whoever finds one passes it over.
ALTER TABLE audit.subject_key
    ADD CONSTRAINT subject_key_is_of_somebody
        CHECK (subject ~ '^(s_[0-9a-f]{32}|team:[a-z0-9][a-z0-9._-]{0,62})$') NOT VALID,
    ADD CONSTRAINT subject_key_is_wrapped
        CHECK (octet_length(wrapped) = 60 AND wrapped_by ~ '^[0-9a-f]{16}$') NOT VALID;
