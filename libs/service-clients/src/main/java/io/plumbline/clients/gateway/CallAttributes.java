package io.plumbline.clients.gateway;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The attributes of the audit events `gateway.call.completed|blocked|failed`. The gateway writes them and
/// projections read them. In JSON, the members of the nested records are members of the attributes themselves.
///
/// @param route name of the route, or `direct` / `registry` for calls outside routes
/// @param purpose `production`, `evaluation`, or `shadow` for a mirrored call
/// @param roles the caller's roles in the team; absent without roles
/// @param routing the reasons for the routing; absent if there is nothing to report
public record CallAttributes(
        String route,
        String variant,
        String purpose,
        @Nullable List<String> roles,
        @JsonUnwrapped Request request,
        @Nullable CallRouting routing,
        @JsonUnwrapped Served served,
        @JsonUnwrapped Timing timing,
        @JsonUnwrapped Usage usage,
        @JsonUnwrapped Fault fault,
        @JsonUnwrapped Guards guards) {

    /// What the client asked for.
    ///
    /// @param operation the operation: `chat`, `messages`, `embeddings` or `count_tokens`; absent in old events
    /// @param language of the newest message of the user: two letters, or `other`; absent if the texts are too
    ///     short, and in old events
    /// @param segmentTags name and value of the call's tags that the route declares; `other` for a value that it
    ///     does not declare; absent without such tags
    /// @param requestFingerprint equal for equal redacted requests of one caller and user on one route on one day
    ///     (UTC): sixteen hexadecimal digits under a key of the installation. Absent if the gateway keeps no
    ///     content, if the guards stopped the request or had no time for it, and in old events
    public record Request(
            @Nullable String operation,
            boolean stream,
            @Nullable String language,
            @Nullable Map<String, String> segmentTags,
            @Nullable String requestFingerprint) {}

    /// What served the call.
    ///
    /// @param model name of the registered model; absent for a direct provider target
    /// @param prompt prompt as `name@version`
    /// @param environment `PRODUCTION` or `DEVELOPMENT`, of the route; `NONE` for calls outside routes; absent in
    ///     old events
    /// @param servedConfiguration digest of the configuration that served the call; absent if the call ended
    ///     before that, and in old events
    /// @param rollout the rollout that selected the variant; absent without a rollout, for a variant called by
    ///     name, and for evaluation
    /// @param fallback true if the last target called was not the variant's own; else absent
    /// @param attempts number of requests to providers
    /// @param retrieval what came from the route's knowledge base; absent for a route without one
    public record Served(
            String provider,
            String upstreamModel,
            @Nullable String model,
            @Nullable Integer modelVersion,
            @Nullable String prompt,
            @Nullable String environment,
            @Nullable String servedConfiguration,
            @Nullable CallRollout rollout,
            @Nullable Boolean fallback,
            int attempts,
            @Nullable CallRetrieval retrieval) {

        /// Returns a copy with another number of attempts.
        public Served withAttempts(int number) {
            return new Served(
                    provider,
                    upstreamModel,
                    model,
                    modelVersion,
                    prompt,
                    environment,
                    servedConfiguration,
                    rollout,
                    fallback,
                    number,
                    retrieval);
        }

        /// Returns a copy without names that a caller, a prompt or an author of documents may have chosen.
        ///
        /// @param placeholder takes the place of the provider's model
        public Served withoutNames(String placeholder) {
            return new Served(
                    provider,
                    placeholder,
                    null,
                    null,
                    null,
                    environment,
                    servedConfiguration,
                    rollout,
                    fallback,
                    attempts,
                    null);
        }
    }

    /// Times in milliseconds. They need not add up because stages may overlap.
    public record Timing(
            double latencyMs,
            double upstreamMs,
            double guardMs,
            @Nullable Double timeToFirstTokenMs) {

        public Timing withoutFirstToken() {
            return new Timing(latencyMs, upstreamMs, guardMs, null);
        }
    }

    /// The tokens of all answers and their cost.
    ///
    /// @param cachedInputTokens input tokens that the provider read from its cache; absent if zero
    /// @param costUsd null if the price is unknown
    public record Usage(
            long inputTokens,
            long outputTokens,
            @Nullable Long cachedInputTokens,
            @Nullable BigDecimal costUsd) {}

    /// How the call ended.
    ///
    /// @param status HTTP status returned to the client
    /// @param faultDomain `none`, `caller`, `policy`, `provider` or `gateway`
    /// @param errorType one of the gateway's closed list of error types; absent on success
    public record Fault(
            int status, String faultDomain, @Nullable String errorType) {}

    /// What the guards found and did.
    ///
    /// @param policy guard policy as `name@version`
    /// @param findings category or entity type → number of findings; never values
    /// @param found the findings by kind and score, strictest and most certain first, at most forty kinds; used
    ///     for dry runs of other policies; absent without findings
    /// @param skipped what the guards skipped for lack of time: `encoder`; absent if nothing
    public record Guards(
            @Nullable String policy,
            Map<String, Integer> findings,
            @Nullable List<CallFinding> found,
            @Nullable List<String> skipped) {

        /// Returns a copy without the policy's name and the counts.
        public Guards withoutNames() {
            return new Guards(null, Map.of(), found, skipped);
        }
    }

    /// Returns a copy of a call that was sent to a provider and never ended.
    public CallAttributes withoutEnd(Usage estimate, Fault cause) {
        return new CallAttributes(
                route,
                variant,
                purpose,
                roles,
                request,
                routing,
                served.withAttempts(1),
                timing.withoutFirstToken(),
                estimate,
                cause,
                guards);
    }

    /// Returns a copy with only what the gateway itself has named.
    ///
    /// @param placeholder takes the place of the provider's model
    public CallAttributes withoutNames(String placeholder, Fault cause) {
        return new CallAttributes(
                route,
                variant,
                purpose,
                roles,
                request,
                routing,
                served.withoutNames(placeholder),
                timing.withoutFirstToken(),
                usage,
                cause,
                guards.withoutNames());
    }
}
