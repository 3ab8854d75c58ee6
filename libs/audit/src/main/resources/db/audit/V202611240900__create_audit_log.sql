-- The audit log. Run as audit_owner. Everything here is append-only: by grants for the roles of the services, by
-- triggers for the owner. A superuser can get round both; the Merkle tree and its signed checkpoints find that.

-- Canonical bytes are UTF-8 by definition, which makes this immutable although convert_from in general is not.
CREATE FUNCTION audit.parse(canonical bytea) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog
AS $$
BEGIN
    RETURN convert_from(canonical, 'UTF8')::jsonb;
END
$$;

-- The first id that a version 7 UUID can have in this millisecond or later.
CREATE FUNCTION audit.first_id(at timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;

CREATE FUNCTION audit.refuse_change() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
    RAISE EXCEPTION 'audit.% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

-- Columns beside the canonical bytes are generated from them, so that they cannot say anything else. Filters use
-- columns and not expressions on body, because under row-level security only leakproof conditions reach an index.
CREATE TABLE audit.event (
    id          uuid NOT NULL,
    canonical   bytea NOT NULL,
    body        jsonb NOT NULL GENERATED ALWAYS AS (audit.parse(canonical)) STORED,
    team        text NOT NULL GENERATED ALWAYS AS (audit.parse(canonical) ->> 'team') STORED,
    action      text NOT NULL GENERATED ALWAYS AS (audit.parse(canonical) ->> 'action') STORED,
    actor_id    text NOT NULL GENERATED ALWAYS AS (audit.parse(canonical) #>> '{actor,id}') STORED,
    resource_id text NOT NULL GENERATED ALWAYS AS (audit.parse(canonical) #>> '{resource,id}') STORED,
    outcome     text NOT NULL GENERATED ALWAYS AS (audit.parse(canonical) ->> 'outcome') STORED,
    trace_id    text NOT NULL GENERATED ALWAYS AS (audit.parse(canonical) ->> 'traceId') STORED,
    PRIMARY KEY (id),
    CONSTRAINT event_size CHECK (octet_length(canonical) BETWEEN 2 AND 65535),
    CONSTRAINT event_id_is_the_leafs CHECK (id = (audit.parse(canonical) ->> 'id')::uuid),
    CONSTRAINT event_id_is_version_7 CHECK (get_byte(uuid_send(id), 6) >> 4 = 7)
) PARTITION BY RANGE (id);

CREATE INDEX event_team ON audit.event (team, id);
CREATE INDEX event_action ON audit.event (action, id);
CREATE INDEX event_actor ON audit.event (actor_id, id);
CREATE INDEX event_resource ON audit.event (resource_id, id);
CREATE INDEX event_trace ON audit.event (trace_id);
CREATE INDEX event_not_successful ON audit.event (outcome, id) WHERE outcome <> 'SUCCESS';

-- Events whose month has no partition: far in the past or future. There should be few.
CREATE TABLE audit.event_default PARTITION OF audit.event DEFAULT;

-- Which subjects an event concerns.
CREATE TABLE audit.event_subject (
    subject  text NOT NULL,
    event_id uuid NOT NULL,
    team     text NOT NULL,
    PRIMARY KEY (subject, event_id)
);

-- Events that wait for their place in the log. The leaf hash is taken when the event is appended, so that a change made
-- before its place is given is found as well as one made after.
CREATE TABLE audit.pending (
    event_id uuid PRIMARY KEY,
    hash     bytea NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_threshold = 2000);

-- The log: the order in which events were integrated in the tree.
CREATE TABLE audit.leaf (
    index    bigint PRIMARY KEY CHECK (index >= 0),
    event_id uuid NOT NULL UNIQUE,
    hash     bytea NOT NULL CHECK (octet_length(hash) = 32)
);

-- The tree as far as it has grown: how many leaves, and the roots of the full subtrees at its right edge.
CREATE TABLE audit.tree_head (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    size     bigint NOT NULL CHECK (size >= 0),
    frontier bytea NOT NULL
);
INSERT INTO audit.tree_head (size, frontier) VALUES (0, '');

-- Every size at which the log was fixed. The note is the signed checkpoint, added once the row is durable.
CREATE TABLE audit.checkpoint (
    size     bigint PRIMARY KEY CHECK (size >= 0),
    root     bytea NOT NULL CHECK (octet_length(root) = 32),
    frontier bytea NOT NULL,
    note     text
);
CREATE INDEX checkpoint_unsigned ON audit.checkpoint (size) WHERE note IS NULL;

-- Runs as the owner, so that whoever appends an event needs no right on what follows from it.
CREATE FUNCTION audit.take_in() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
BEGIN
    INSERT INTO audit.pending (event_id, hash) VALUES (NEW.id, sha256('\x00'::bytea || NEW.canonical));
    IF NEW.body ? 'subjects' THEN
        INSERT INTO audit.event_subject (subject, event_id, team)
        SELECT subject, NEW.id, NEW.team FROM jsonb_array_elements_text(NEW.body -> 'subjects') AS subject;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER take_in AFTER INSERT ON audit.event FOR EACH ROW EXECUTE FUNCTION audit.take_in();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit.event
    FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit.event
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit.event_default
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit.leaf
    FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit.leaf
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER refuse_change BEFORE DELETE ON audit.checkpoint
    FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER refuse_change_of_signed BEFORE UPDATE ON audit.checkpoint
    FOR EACH ROW WHEN (OLD.note IS NOT NULL
        OR (OLD.size, OLD.root, OLD.frontier) IS DISTINCT FROM (NEW.size, NEW.root, NEW.frontier))
    EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit.checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- Makes the partitions from this month to that many months ahead; says how many are new. A partition is made apart and
-- attached, because CREATE TABLE ... PARTITION OF would wait for every open transaction that has appended, and every
-- append behind it would wait too. A month for which events lie in the default partition already stays there.
CREATE FUNCTION audit.ensure_partitions(months_ahead integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET lock_timeout = '5s' SET timezone = 'UTC'
AS $$
DECLARE
    made  integer := 0;
    month timestamptz := date_trunc('month', now());
    name  text;
    first uuid;
    next  uuid;
BEGIN
    IF months_ahead NOT BETWEEN 0 AND 120 THEN
        RAISE EXCEPTION 'Partitions are made for 0 to 120 months ahead, not %', months_ahead;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('audit.ensure_partitions', 0));
    FOR i IN 0..months_ahead LOOP
        name := 'event_' || to_char(month, 'YYYY_MM');
        first := audit.first_id(month);
        next := audit.first_id(month + interval '1 month');
        month := month + interval '1 month';
        CONTINUE WHEN to_regclass(format('audit.%I', name)) IS NOT NULL
            OR EXISTS (SELECT FROM audit.event_default d WHERE d.id >= first AND d.id < next);
        EXECUTE format('CREATE TABLE audit.%I (LIKE audit.event INCLUDING GENERATED INCLUDING CONSTRAINTS)', name);
        EXECUTE format('ALTER TABLE audit.event ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)', name, first, next);
        EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit.%I
            FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()', name);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

SELECT audit.ensure_partitions(2);

-- Anyone may append about any team (a refused act concerns the team that refused it); reading is by team for the roles
-- that serve requests, and of all for those that project the log.
ALTER TABLE audit.event ENABLE ROW LEVEL SECURITY;
CREATE POLICY append ON audit.event FOR INSERT TO audit_append WITH CHECK (true);
CREATE POLICY read_team ON audit.event FOR SELECT TO audit_read USING (plumbline.sees(team));
CREATE POLICY read_all ON audit.event FOR SELECT TO governance_worker, monitoring_worker, eval_worker USING (true);
ALTER TABLE audit.event_subject ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_team ON audit.event_subject FOR SELECT TO audit_read USING (plumbline.sees(team));
CREATE POLICY read_all ON audit.event_subject FOR SELECT TO governance_worker, monitoring_worker, eval_worker USING (true);

REVOKE ALL ON ALL TABLES IN SCHEMA audit FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
GRANT INSERT (id, canonical) ON audit.event TO audit_append;
GRANT EXECUTE ON FUNCTION audit.parse(bytea) TO audit_append;
GRANT SELECT ON audit.event, audit.event_subject, audit.leaf, audit.tree_head, audit.checkpoint, audit.pending TO audit_read;
GRANT EXECUTE ON FUNCTION audit.first_id(timestamptz) TO audit_read;
GRANT SELECT, DELETE ON audit.pending TO audit_sequencer;
GRANT SELECT, INSERT ON audit.leaf TO audit_sequencer;
GRANT SELECT, UPDATE (size, frontier) ON audit.tree_head TO audit_sequencer;
GRANT SELECT, INSERT, UPDATE (note) ON audit.checkpoint TO audit_sequencer;
GRANT EXECUTE ON FUNCTION audit.ensure_partitions(integer) TO audit_sequencer;
