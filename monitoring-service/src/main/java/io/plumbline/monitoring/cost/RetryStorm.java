package io.plumbline.monitoring.cost;

import java.time.Instant;

/// Five minutes in which calls were repeated.
///
/// @param model registered version as `name@version`, else the provider's name for the model
/// @param caller id of the API key, user or service that repeated its calls; empty for attempts of the gateway
/// @param start of the five minutes
/// @param calls repeated calls of the caller; for attempts of the gateway, all calls
/// @param repeats calls beyond the first; for attempts of the gateway, attempts beyond the first of each call
/// @param costUsd cost of the repeats; 0 for attempts of the gateway, whose tokens are unknown
/// @param equalRequests whether the calls had equal requests. Otherwise only their numbers of input tokens were equal;
///     false for attempts of the gateway
record RetryStorm(
        String team,
        String route,
        String model,
        RetryKind kind,
        String caller,
        Instant start,
        long calls,
        long repeats,
        double costUsd,
        boolean equalRequests) {

    /// Who repeated.
    enum RetryKind {
        /// A caller sent equal requests, or requests of the same size, again and again.
        CALLER,
        /// The gateway tried providers again, or other providers.
        PROVIDER
    }
}
