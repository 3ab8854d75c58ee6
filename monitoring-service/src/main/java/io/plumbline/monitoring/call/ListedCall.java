package io.plumbline.monitoring.call;

import io.plumbline.audit.Outcome;
import io.plumbline.audit.UuidV7;
import io.plumbline.monitoring.call.CallQuery.CallSource;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A call in a list.
///
/// @param content whether the call's content was stored; it may have expired or been erased since
record ListedCall(
        UUID callId,
        Instant time,
        String team,
        String route,
        String variant,
        CallServed served,
        CallEnd end,
        CallCaller caller,
        CallFindings guards,
        CallTiming timing,
        CallUsage usage,
        boolean content) {

    /// What served a call.
    ///
    /// @param target `name@version` of a registered model, else `provider/model`
    /// @param model name of the registered model; null for a model that is not registered
    /// @param environment of the route; `NONE` outside routes; null in old events
    /// @param attempts number of requests to providers
    /// @param fallback whether another target than the variant's own answered or was called last
    /// @param cache `hit`, `miss` or `bypass`; null for a route without a cache
    record CallServed(
            String target,
            @Nullable String model,
            @Nullable Integer modelVersion,
            String provider,
            String upstreamModel,
            @Nullable String prompt,
            @Nullable String environment,
            int attempts,
            boolean fallback,
            @Nullable String cache) {}

    /// How a call ended.
    ///
    /// @param status HTTP status returned to the client; 0 for an unguarded call that failed
    /// @param errorType one of the gateway's error types; null on success
    /// @param faultDomain `none`, `caller`, `policy`, `provider` or `gateway`
    record CallEnd(Outcome outcome, int status, @Nullable String errorType, String faultDomain) {}

    /// Who made a call, for whom and why.
    ///
    /// @param type `api-key`, `user` or `service`
    /// @param subject pseudonym of the data subject; null if the caller named none
    /// @param purpose `PRODUCTION`, `EVALUATION`, or `SHADOW` for a mirrored call
    /// @param source `OTLP` for an unguarded call, known from a received trace; its caller is the key that sent it
    /// @param service `service.name` of an unguarded call; null for a call through the gateway
    record CallCaller(
            String type,
            String id,
            @Nullable String subject,
            String purpose,
            String traceId,
            CallSource source,
            @Nullable String service) {}

    /// What the guards found in a call.
    ///
    /// @param policy guard policy as `name@version`
    record CallFindings(@Nullable String policy, List<String> categories) {}

    /// Times in milliseconds. They need not add up because stages may overlap.
    record CallTiming(
            double latencyMs,
            double upstreamMs,
            double guardMs,
            @Nullable Double timeToFirstTokenMs) {}

    /// The tokens of a call and their cost.
    ///
    /// @param costUsd null if the price is unknown
    record CallUsage(
            long inputTokens, long outputTokens, @Nullable BigDecimal costUsd) {}

    static ListedCall read(ResultSet row) throws SQLException {
        UUID id = row.getObject("call_id", UUID.class);
        return new ListedCall(
                id,
                UuidV7.instantOf(id),
                row.getString("team"),
                row.getString("route"),
                row.getString("variant"),
                new CallServed(
                        row.getString("target"),
                        row.getString("model"),
                        row.getObject("model_version", Integer.class),
                        row.getString("provider"),
                        row.getString("upstream_model"),
                        row.getString("prompt"),
                        row.getString("environment"),
                        row.getInt("attempts"),
                        row.getBoolean("fallback"),
                        row.getString("cache")),
                new CallEnd(
                        Outcome.valueOf(row.getString("outcome")),
                        row.getInt("status"),
                        row.getString("error_type"),
                        row.getString("fault_domain")),
                new CallCaller(
                        row.getString("actor_type"),
                        row.getString("actor_id"),
                        row.getString("subject"),
                        row.getString("purpose"),
                        row.getString("trace_id"),
                        CallSource.valueOf(row.getString("source")),
                        row.getString("service")),
                new CallFindings(row.getString("policy"), List.of((String[])
                        row.getArray("categories").getArray())),
                new CallTiming(
                        row.getDouble("latency_ms"),
                        row.getDouble("upstream_ms"),
                        row.getDouble("guard_ms"),
                        row.getObject("first_token_ms", Double.class)),
                new CallUsage(row.getLong("input_tokens"), row.getLong("output_tokens"), row.getBigDecimal("cost_usd")),
                row.getBoolean("has_content"));
    }

    /// Returns the cost by which calls are sorted.
    double knownCostUsd() {
        BigDecimal cost = usage.costUsd();
        return cost == null ? 0 : cost.doubleValue();
    }
}
