package io.plumbline.gateway.provider;

import io.plumbline.gateway.provider.ProviderRules.Terms;
import io.plumbline.kit.document.NamedDocument;
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

    static ProviderResponse from(NamedDocument<Terms> stored) {
        Terms provider = stored.document();
        boolean shared = stored.team().equals(Caller.EVERY_TEAM);
        return new ProviderResponse(
                stored.name(),
                shared ? null : stored.team(),
                shared,
                provider.kind(),
                provider.baseUrl(),
                provider.credential() != null,
                provider.models(),
                provider.limits(),
                stored.createdAt(),
                stored.updatedAt());
    }
}
