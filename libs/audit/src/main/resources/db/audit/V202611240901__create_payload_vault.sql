-- What events are about, apart from the log and encrypted. A payload's content key is split into one share for each
-- subject; each share is wrapped with that subject's key, and subject keys with the installation's key-encryption key.
-- All shares are needed, so the loss of any one subject's keys loses the payload, in backups as well. A payload that
-- concerns nobody hangs on the key of its team, whose subject is 'team:<name>'.

-- A subject can have several keys: two transactions that both find none make one each, and neither waits for the other.
CREATE TABLE audit.subject_key (
    id         uuid PRIMARY KEY,
    subject    text NOT NULL,
    wrapped    bytea NOT NULL,
    wrapped_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX subject_key_subject ON audit.subject_key (subject, created_at DESC);

CREATE TABLE audit.payload (
    event_id   uuid PRIMARY KEY,
    team       text NOT NULL,
    nonce      bytea NOT NULL,
    ciphertext bytea NOT NULL
);

CREATE TABLE audit.payload_key (
    event_id       uuid NOT NULL REFERENCES audit.payload ON DELETE CASCADE,
    subject        text NOT NULL,
    subject_key_id uuid NOT NULL,
    wrapped        bytea NOT NULL,
    PRIMARY KEY (event_id, subject)
);
CREATE INDEX payload_key_subject ON audit.payload_key (subject);

-- Who was erased, and when. It is kept for ever: a backup that is restored brings keys back, and this takes them away.
CREATE TABLE audit.erasure (
    subject   text NOT NULL,
    erased_at timestamptz NOT NULL,
    PRIMARY KEY (subject, erased_at)
);
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON audit.erasure
    FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON audit.erasure
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- The newest key of each of these subjects, for wrapping; an appender sees no others.
CREATE FUNCTION audit.newest_subject_keys(subjects text[]) RETURNS TABLE (subject text, id uuid, wrapped bytea)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog
AS $$
    SELECT DISTINCT ON (k.subject) k.subject, k.id, k.wrapped
    FROM audit.subject_key k
    WHERE k.subject = ANY (subjects)
    ORDER BY k.subject, k.created_at DESC, k.id
$$;

-- Stores payloads of events that are in the log, each once, and says how many. A subject may have been erased between
-- the act and now (a gateway's journal is drained late): what was said before the erasure is then dropped.
CREATE FUNCTION audit.store_payloads(
    event_ids uuid[], nonces bytea[], ciphertexts bytea[],
    key_events uuid[], key_subjects text[], key_ids uuid[], key_wrapped bytea[]) RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog
AS $$
    WITH stored AS (
        INSERT INTO audit.payload (event_id, team, nonce, ciphertext)
        SELECT p.event_id, e.team, p.nonce, p.ciphertext
        FROM unnest(event_ids, nonces, ciphertexts) AS p (event_id, nonce, ciphertext)
        JOIN audit.event e ON e.id = p.event_id
        WHERE NOT EXISTS (
            SELECT FROM unnest(key_events, key_subjects) AS k (event_id, subject)
            JOIN audit.erasure x ON x.subject = k.subject
            WHERE k.event_id = p.event_id AND audit.first_id(x.erased_at) > p.event_id)
        ON CONFLICT DO NOTHING
        RETURNING event_id
    ), keyed AS (
        INSERT INTO audit.payload_key (event_id, subject, subject_key_id, wrapped)
        SELECT k.event_id, k.subject, k.key_id, k.wrapped
        FROM unnest(key_events, key_subjects, key_ids, key_wrapped) AS k (event_id, subject, key_id, wrapped)
        JOIN stored USING (event_id)
    )
    SELECT count(*) FROM stored
$$;

-- Destroys what a subject's payloads hang on, whatever team they are of. Keys and payloads that come later are kept:
-- somebody who was erased may come back.
CREATE FUNCTION audit.destroy(erased text, until timestamptz, OUT payloads bigint, OUT keys bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
BEGIN
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

CREATE FUNCTION audit.erase(erased text, OUT erased_at timestamptz, OUT payloads bigint, OUT keys bigint)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
BEGIN
    erased_at := clock_timestamp();
    INSERT INTO audit.erasure (subject, erased_at) VALUES (erased, erase.erased_at);
    SELECT d.payloads, d.keys FROM audit.destroy(erased, erase.erased_at) d INTO payloads, keys;
END
$$;

-- Erases again whom the list says, after a restore or where a transaction was open across an erasure.
CREATE FUNCTION audit.replay_erasures(OUT payloads bigint, OUT keys bigint)
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
AS $$
    SELECT coalesce(sum(d.payloads), 0)::bigint, coalesce(sum(d.keys), 0)::bigint
    FROM (SELECT subject, max(erased_at) AS until FROM audit.erasure GROUP BY subject) x,
        LATERAL audit.destroy(x.subject, x.until) d
$$;

ALTER TABLE audit.payload ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_team ON audit.payload FOR SELECT TO audit_read USING (plumbline.sees(team));
CREATE POLICY read_all ON audit.payload FOR SELECT TO governance_worker, monitoring_worker, eval_worker USING (true);
ALTER TABLE audit.payload_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY read_with_payload ON audit.payload_key FOR SELECT TO audit_read
    USING (EXISTS (SELECT FROM audit.payload p WHERE p.event_id = payload_key.event_id));

REVOKE ALL ON ALL TABLES IN SCHEMA audit FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC;
GRANT INSERT (id, subject, wrapped, wrapped_by) ON audit.subject_key TO audit_append;
GRANT EXECUTE ON FUNCTION audit.newest_subject_keys(text[]) TO audit_append;
GRANT EXECUTE ON FUNCTION audit.store_payloads(uuid[], bytea[], bytea[], uuid[], text[], uuid[], bytea[]) TO audit_append;
GRANT SELECT ON audit.payload, audit.payload_key, audit.subject_key TO audit_read;
GRANT SELECT ON audit.erasure TO audit_read, audit_keys;
GRANT EXECUTE ON FUNCTION audit.erase(text), audit.replay_erasures() TO audit_keys;
