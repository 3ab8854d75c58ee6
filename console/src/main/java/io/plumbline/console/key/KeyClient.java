package io.plumbline.console.key;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// API keys.
@ServiceApi(RemoteService.GOVERNANCE)
@HttpExchange("/api/v1/api-keys")
public interface KeyClient {

    /// Ordered by name.
    @GetExchange
    Page<ApiKey> list(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{id}")
    ApiKey get(@PathVariable String id);

    @PostExchange
    CreatedKey create(@RequestBody NewKey body);

    @PostExchange("/{id}/rotate")
    RotatedKey rotate(@PathVariable String id, @RequestBody Rotation body);

    @DeleteExchange("/{id}")
    void revoke(@PathVariable String id);

    /// A key.
    ///
    /// @param lastUsedAt of its newest call or change; null for none
    record ApiKey(
            String id,
            String prefix,
            String name,
            String team,
            String role,
            List<String> scopes,
            List<String> routes,
            @Nullable UUID owner,
            @Nullable Instant expiresAt,
            @Nullable Instant previousValidUntil,
            @Nullable Instant revokedAt,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {

        private static final Duration SOON = Duration.ofDays(14);

        /// Returns the state at that time, as a word of the badge.
        public String state(Instant now) {
            if (revokedAt != null) {
                return "REVOKED";
            }
            if (expiresAt == null) {
                return "ACTIVE";
            }
            return !now.isBefore(expiresAt)
                    ? "EXPIRED"
                    : expiresAt.isBefore(now.plus(SOON)) ? "EXPIRES_SOON" : "ACTIVE";
        }

        /// Whether the key is accepted at that time.
        public boolean isInForce(Instant now) {
            return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
        }
    }

    /// The body that creates a key.
    record NewKey(
            String name,
            String team,
            String role,
            List<String> scopes,
            List<String> routes,
            @Nullable Instant expiresAt,
            @Nullable UUID owner,
            boolean machine) {}

    /// A created key.
    ///
    /// @param key its full text
    record CreatedKey(String id, String key) {}

    /// The body that gives a key a new secret.
    record Rotation(int graceSeconds) {}

    /// A key with a new secret.
    record RotatedKey(String key, Instant previousValidUntil) {}
}
