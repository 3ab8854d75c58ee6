package io.plumbline.clients.gateway;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes of the audit events `gateway.call.completed|blocked|failed`: what the gateway writes of each
/// call, and what projections read. Times are in milliseconds and sum to no whole: stages may overlap.
///
/// @param route name of the route, or `direct` / `registry` for calls round it
/// @param model name of the registered model; absent for a direct provider target
/// @param prompt prompt as `name@version`
/// @param policy guard policy as `name@version`
/// @param findings category or entity type → how many; never values
/// @param costUsd null when the price is unknown
/// @param status HTTP status that the client got
/// @param faultDomain `none`, `caller`, `policy`, `provider` or `gateway`
/// @param errorType one of the gateway's closed list of error types; absent for success
/// @param purpose `production`, `evaluation`, or `shadow` for one that mirrors another
/// @param rollout in which the variant was drawn; absent without one, for a variant called by name, and for
///     evaluation
/// @param fallback true when it was not the variant's own target that was asked last; else absent
/// @param found the findings by kind and score, the strictest and surest first, forty kinds at most: what a draft
///     of another policy is tried on; absent without any
/// @param roles what the caller holds in the team; absent without any
/// @param routing why it went where it went; absent when there is nothing to say
/// @param operation what was called: `chat`, `messages`, `embeddings` or `count_tokens`; absent in old events
/// @param environment `PRODUCTION` or `DEVELOPMENT`, of the route; `NONE` for calls round a route; absent in old
///     events
/// @param servedConfiguration digest of the configuration that served it; absent when the call did not get so
///     far, and in old events
/// @param cachedInputTokens the part of the input that the provider read from its cache; absent for none
/// @param skipped what the guards did without for want of time: `encoder`; absent when nothing
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
