package io.plumbline.gateway.usage;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores usage, in the current transaction. Skips existing entries, so that a call that is
/// reported twice is counted once.
@Component
public final class UsageLedger {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    UsageLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return the IDs of the new entries
    public Set<UUID> add(List<UsageEntry> entries) {
        return new HashSet<>(jdbc.sql("""
                        insert into usage_entry (id, part, at, day, team, key, route, model, purpose, outcome, input_tokens,
                            cached_input_tokens, output_tokens, cost_usd, saved_usd)
                        select id, part, at, (at at time zone 'UTC')::date, team, key, route, model, purpose, outcome,
                            "inputTokens", "cachedInputTokens", "outputTokens", "costUsd", "savedUsd"
                        from jsonb_to_recordset(?::jsonb) as entry (id uuid, part smallint, at timestamptz, team text, key text,
                            route text, model text, purpose text, outcome text, "inputTokens" bigint,
                            "cachedInputTokens" bigint, "outputTokens" bigint, "costUsd" numeric, "savedUsd" numeric)
                        on conflict (id, part) do nothing returning id
                        """)
                .param(JSON.writeValueAsString(entries))
                .query(UUID.class)
                .list());
    }
}
