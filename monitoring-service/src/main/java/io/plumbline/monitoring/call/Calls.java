package io.plumbline.monitoring.call;

import io.plumbline.audit.Outcome;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Reads the calls of [CallProjection] for the caller's teams. Slow queries are aborted.
@Repository
@Transactional(readOnly = true, timeout = Calls.LONGEST_QUERY_SECONDS)
class Calls {

    static final int LONGEST_QUERY_SECONDS = 20;

    /// Maximum number of calls in a summary.
    static final int MOST_SUMMARISED = 50_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Pseudonyms pseudonyms;

    Calls(JdbcClient jdbc, Pseudonyms pseudonyms) {
        this.jdbc = jdbc;
        this.pseudonyms = pseudonyms;
    }

    /// The figures of a selection of calls.
    ///
    /// @param complete whether all matching calls are included; else the newest fifty thousand
    /// @param outcomes number of calls by outcome
    /// @param errors calls that failed at the provider or in the gateway
    /// @param p50LatencyMs of all selected calls; null without calls
    /// @param costUsd cost of calls with a known price
    record CallSummary(
            long calls,
            boolean complete,
            Map<Outcome, Long> outcomes,
            long errors,
            @Nullable Double p50LatencyMs,
            @Nullable Double p95LatencyMs,
            @Nullable Double p99LatencyMs,
            java.math.BigDecimal costUsd,
            long unpricedCalls,
            long inputTokens,
            long outputTokens) {}

    Page<ListedCall> list(CallQuery query, CallOrder order, Paging paging) {
        CallSelection selection = CallSelection.of(query, pseudonyms);
        order.continueAfter(paging, selection);
        List<ListedCall> rows = jdbc.sql("select * from gateway_call where " + selection.where() + " order by "
                        + order.clause() + " limit :limit")
                .params(selection.parameters())
                .param("limit", paging.size() + 1)
                .query((row, _) -> ListedCall.read(row))
                .list();
        return Page.of(rows, paging, order::behind);
    }

    Optional<ListedCall> find(UUID callId) {
        return jdbc.sql("select * from gateway_call where call_id = ?")
                .param(callId)
                .query((row, _) -> ListedCall.read(row))
                .optional();
    }

    /// Returns the span of an unguarded call.
    CallDetails.ReceivedSpan received(UUID callId) {
        return jdbc.sql("select received from gateway_call where call_id = ?")
                .param(callId)
                .query((row, _) -> JSON.readValue(row.getString(1), CallDetails.ReceivedSpan.class))
                .single();
    }

    CallSummary summarise(CallQuery query) {
        CallSelection selection = CallSelection.of(query, pseudonyms);
        return jdbc.sql("""
                        select count(*) as calls,
                               count(*) filter (where outcome = 'SUCCESS') as success,
                               count(*) filter (where outcome = 'DENIED') as denied,
                               count(*) filter (where outcome = 'BLOCKED') as blocked,
                               count(*) filter (where outcome = 'FAILURE') as failure,
                               count(*) filter (where fault_domain in ('provider', 'gateway')) as errors,
                               percentile_disc(array[0.5, 0.95, 0.99]) within group (order by latency_ms) as latency,
                               coalesce(sum(cost_usd), 0) as cost_usd,
                               count(*) filter (where cost_usd is null and (input_tokens + output_tokens > 0
                                   or source = 'OTLP' and outcome = 'SUCCESS')) as unpriced,
                               coalesce(sum(input_tokens), 0)::bigint as input_tokens,
                               coalesce(sum(output_tokens), 0)::bigint as output_tokens
                        from (select source, outcome, fault_domain, latency_ms, cost_usd, input_tokens, output_tokens
                              from gateway_call where %s order by call_id desc limit :most) as selected
                        """.formatted(selection.where()))
                .params(selection.parameters())
                .param("most", MOST_SUMMARISED + 1)
                .query((row, _) -> summary(row))
                .single();
    }

    private static CallSummary summary(ResultSet row) throws SQLException {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, row.getLong(outcome.name().toLowerCase(java.util.Locale.ROOT)));
        }
        Array latency = row.getArray("latency");
        @Nullable Double[] quantiles = latency == null ? new Double[3] : (Double[]) latency.getArray();
        long calls = row.getLong("calls");
        return new CallSummary(
                calls,
                calls <= MOST_SUMMARISED,
                outcomes,
                row.getLong("errors"),
                quantiles[0],
                quantiles[1],
                quantiles[2],
                row.getBigDecimal("cost_usd"),
                row.getLong("unpriced"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"));
    }
}
