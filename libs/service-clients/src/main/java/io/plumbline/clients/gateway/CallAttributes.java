package io.plumbline.clients.gateway;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes of the audit events `gateway.call.completed|blocked|failed`. The gateway writes them and
/// projections read them. Times are in milliseconds and need not add up because stages may overlap.
///
/// @param route name of the route, or `direct` / `registry` for calls outside routes
/// @param model name of the registered model; absent for a direct provider target
/// @param prompt prompt as `name@version`
/// @param policy guard policy as `name@version`
/// @param findings category or entity type → number of findings; never values
/// @param costUsd null if the price is unknown
/// @param status HTTP status returned to the client
/// @param faultDomain `none`, `caller`, `policy`, `provider` or `gateway`
/// @param errorType one of the gateway's closed list of error types; absent on success
/// @param purpose `production`, `evaluation`, or `shadow` for a mirrored call
/// @param rollout the rollout that selected the variant; absent without a rollout, for a variant called by name,
///     and for evaluation
/// @param fallback true if the last target called was not the variant's own; else absent
/// @param found the findings by kind and score, strictest and most certain first, at most forty kinds; used for
///     dry runs of other policies; absent without findings
/// @param roles the caller's roles in the team; absent without roles
/// @param routing the reasons for the routing; absent if there is nothing to report
/// @param operation the operation: `chat`, `messages`, `embeddings` or `count_tokens`; absent in old events
/// @param environment `PRODUCTION` or `DEVELOPMENT`, of the route; `NONE` for calls outside routes; absent in old
///     events
/// @param servedConfiguration digest of the configuration that served the call; absent if the call ended before
///     that, and in old events
/// @param cachedInputTokens input tokens that the provider read from its cache; absent if zero
/// @param skipped what the guards skipped for lack of time: `encoder`; absent if nothing
public record CallAttributes(
        String route,
        String variant,
        String provider,
        String upstreamModel,
        @Nullable String model,
        @Nullable Integer modelVersion,
        @Nullable String prompt,
        @Nullable String policy,
        Map<String, Integer> findings,
        long inputTokens,
        long outputTokens,
        @Nullable BigDecimal costUsd,
        double latencyMs,
        double upstreamMs,
        double guardMs,
        @Nullable Double timeToFirstTokenMs,
        int status,
        String faultDomain,
        @Nullable String errorType,
        boolean stream,
        String purpose,
        int attempts,
        @Nullable CallRollout rollout,
        @Nullable Boolean fallback,
        @Nullable List<CallFinding> found,
        @Nullable List<String> roles,
        @Nullable CallRouting routing,
        @Nullable String operation,
        @Nullable String environment,
        @Nullable String servedConfiguration,
        @Nullable Long cachedInputTokens,
        @Nullable List<String> skipped) {}
