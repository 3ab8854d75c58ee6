package io.plumbline.gateway.provider;

import io.plumbline.kit.security.Caller;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A provider in API responses.
///
/// @param team that owns it; null for the platform
/// @param shared whether every team may use it
/// @param hasCredential whether it has a credential, which is never returned
record ProviderResponse(
        String name,
        @Nullable String team,
        boolean shared,
        ProviderKind kind,
        String baseUrl,
        boolean hasCredential,
        List<String> models,
        @Nullable ProviderLimits limits,
        Instant createdAt,
        Instant updatedAt) {

    static ProviderResponse from(ProviderEntity provider) {
        boolean shared = provider.team().equals(Caller.EVERY_TEAM);
        return new ProviderResponse(
                provider.name(),
                shared ? null : provider.team(),
                shared,
                provider.kind(),
                provider.baseUrl(),
                provider.credential() != null,
                provider.models(),
                provider.limits(),
                provider.createdAt(),
                provider.updatedAt());
    }
}
