package io.plumbline.gateway.usage;

import io.plumbline.audit.Actor;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.Outcome;
import io.plumbline.audit.Resource;
import io.plumbline.audit.UuidV7;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Raises an alert if a model without a known price was used: its cost is missing in usage and budgets.
@Component
public final class UnpricedModels {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final UuidV7 ids;

    UnpricedModels(JdbcClient jdbc, UuidV7 ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /// Checks calls, in the current transaction.
    ///
    /// @param entries calls; only those not stored before (`fresh`) count
    /// @return events to append: one per day, team and model
    public List<AuditEvent> look(List<UsageEntry> entries, Set<UUID> fresh) {
        List<UsageEntry> unpriced = entries.stream()
                .filter(entry -> entry.used().costUsd() == null
                        && entry.used().inputTokens() + entry.used().outputTokens() > 0
                        && fresh.contains(entry.id()))
                .toList();
        if (unpriced.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        insert into unpriced_model (team, model, day)
                        select distinct team, model, (at at time zone 'UTC')::date
                        from jsonb_to_recordset(?::jsonb) as entry (team text, model text, at timestamptz)
                        order by 1, 2, 3
                        on conflict do nothing returning team, model
                        """)
                .param(JSON.writeValueAsString(unpriced))
                .query((row, _) -> event(row.getString("team"), row.getString("model")))
                .list();
    }

    private AuditEvent event(String team, String model) {
        return AuditEvent.builder(ids.next())
                .service("gateway")
                .team(team)
                .actor(new Actor("service", "gateway-service"))
                .action(PriceAction.MISSING.code())
                .resource(new Resource("model", model))
                .outcome(Outcome.FAILURE)
                .attributes(Map.of("reason", "no price is known"))
                .build();
    }
}
