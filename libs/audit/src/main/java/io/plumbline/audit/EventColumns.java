package io.plumbline.audit;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The columns for searching and showing events, stored beside the bytes that generate them.
public final class EventColumns {
    private EventColumns() {}

    /// Returns the events whose columns contradict their bytes. It does not use the function that generates the
    /// columns, which may have been changed.
    ///
    /// @param wellFormed ids of events whose bytes are JSON
    public static List<UUID> disguised(JdbcClient jdbc, UUID... wellFormed) {
        return jdbc.sql("""
                SELECT e.id FROM audit.event e
                CROSS JOIN LATERAL (SELECT convert_from(e.canonical, 'UTF8')::jsonb AS body OFFSET 0) said
                WHERE e.id = ANY (?)
                    AND (e.team, e.action, e.actor_id, e.resource_id, e.outcome, e.trace_id)
                        IS DISTINCT FROM (said.body ->> 'team', said.body ->> 'action',
                            said.body #>> '{actor,id}', said.body #>> '{resource,id}', said.body ->> 'outcome',
                            said.body ->> 'traceId')
                """)
                .param(wellFormed)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }
}
