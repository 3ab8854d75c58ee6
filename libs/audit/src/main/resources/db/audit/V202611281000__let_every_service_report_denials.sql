-- One action is common to all services: a caller was denied access. The event still names the service that denied it,
-- and a service can still append for itself alone.

-- The member because of which this is not an event of version 1; null when it is one. It asks no more than the library
-- does: an event that it refused would be lost, for its act has happened.
CREATE OR REPLACE FUNCTION audit.wrong_member(id uuid, event jsonb) RETURNS text
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
            AND (starts_with(event ->> 'action', (event ->> 'service') || '.')
                OR event ->> 'action' = 'governance.access.denied')) THEN 'action'
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
