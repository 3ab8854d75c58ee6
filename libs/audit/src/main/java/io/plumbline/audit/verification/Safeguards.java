package io.plumbline.audit.verification;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The schema's protection of the log: columns generated from the bytes, triggers that validate new events and
/// refuse changes, row-level security. Anyone who may change the schema can disable each of them, even for one
/// partition, and then change or hide later events.
final class Safeguards {
    private final JdbcClient jdbc;

    Safeguards(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Returns those that are missing or disabled, in words.
    List<String> missing() {
        return jdbc.sql("""
                WITH event AS (SELECT relid AS oid FROM pg_partition_tree('audit.event')),
                guarded (oid, trigger) AS (
                    SELECT oid, t FROM event, unnest(ARRAY['take_in', 'refuse_change', 'refuse_truncate']) AS t
                    UNION ALL VALUES
                        ('audit.leaf'::regclass, 'refuse_change'), ('audit.leaf', 'refuse_truncate'),
                        ('audit.subtree', 'refuse_change'), ('audit.subtree', 'refuse_truncate'),
                        ('audit.checkpoint', 'refuse_change'), ('audit.checkpoint', 'refuse_change_of_signed'),
                        ('audit.checkpoint', 'refuse_truncate'),
                        ('audit.erasure', 'refuse_change'), ('audit.erasure', 'refuse_truncate')),
                protected (oid) AS (VALUES
                    ('audit.event'::regclass), ('audit.event_subject'), ('audit.payload'), ('audit.payload_key')),
                policy (oid, name, permits, reads, condition, roles) AS (
                    SELECT polrelid, polname::text, polpermissive, polcmd = 'r',
                        CASE WHEN polname = 'read_with_payload' THEN '' ELSE pg_get_expr(polqual, polrelid) END,
                        (SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles r WHERE r.oid = ANY (polroles))
                    FROM pg_policy JOIN protected p ON p.oid = polrelid WHERE polcmd IN ('r', '*')),
                kept (oid, name, permits, reads, condition, roles) AS (
                    SELECT t::oid, name, true, true, condition, roles
                    FROM unnest(ARRAY['audit.event', 'audit.event_subject', 'audit.payload']::regclass[]) AS t, (VALUES
                        ('read_team', 'plumbline.sees(team)', 'audit_read'),
                        ('read_all', 'true', 'eval_worker governance_worker monitoring_worker')) AS v (name, condition, roles)
                    UNION ALL VALUES
                        ('audit.payload_key'::regclass::oid, 'read_with_payload', true, true, '', 'audit_read'),
                        ('audit.payload_key'::regclass::oid, 'read_all', true, true, 'true',
                            'eval_worker governance_worker monitoring_worker')),
                other_policy AS (
                    (TABLE policy EXCEPT TABLE kept) UNION ALL (TABLE kept EXCEPT TABLE policy))
                SELECT format('The trigger %s of %s is gone or off', trigger, oid::regclass) AS missing FROM guarded g
                WHERE NOT EXISTS (SELECT FROM pg_trigger t
                    WHERE t.tgrelid = g.oid AND t.tgname = g.trigger AND t.tgenabled IN ('O', 'A'))
                UNION ALL
                SELECT format('The column %s of %s is not generated any more', c, oid::regclass)
                FROM event, unnest(ARRAY['team', 'action', 'actor_id', 'resource_id', 'outcome', 'trace_id']) AS c
                WHERE NOT EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = event.oid AND a.attname = c AND a.attgenerated = 's')
                UNION ALL
                SELECT format('Row-level security of %s is off', p.oid::regclass) FROM protected p
                WHERE NOT (SELECT relrowsecurity FROM pg_class r WHERE r.oid = p.oid)
                UNION ALL
                SELECT DISTINCT format('The policy %s of %s is gone or not the one that was made', name, oid::regclass)
                FROM other_policy
                ORDER BY missing
                """).query((row, number) -> row.getString("missing")).list();
    }
}
