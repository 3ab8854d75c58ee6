package io.plumbline.governance.key;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.kit.security.credential.ApiKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Responses about API keys.
final class KeyResponses {

    private KeyResponses() {}

    /// The public data of a key.
    ///
    /// @param times its members are members of the key in JSON
    record KeyInfo(
            String id,
            String prefix,
            String name,
            String team,
            String role,
            List<String> scopes,
            List<String> routes,
            @Nullable UUID owner,
            @JsonUnwrapped Times times) {

        /// @param lastUsedAt the time of its newest event in the audit log: a call or a change. Reading over the API
        ///     leaves no event. Null for a key without a use
        record Times(
                @Nullable Instant expiresAt,
                @Nullable Instant previousValidUntil,
                @Nullable Instant revokedAt,
                Instant createdAt,
                @Nullable Instant lastUsedAt) {}

        static KeyInfo from(StoredApiKey key) {
            return new KeyInfo(
                    key.id(),
                    ApiKey.PREFIX + key.id(),
                    key.name(),
                    key.team(),
                    key.role().code(),
                    key.scopes(),
                    key.routes(),
                    key.owner(),
                    new Times(key.expiresAt(), key.previousValidUntil(), key.revokedAt(), key.createdAt(), null));
        }

        KeyInfo lastUsedAt(@Nullable Instant at) {
            return new KeyInfo(
                    id,
                    prefix,
                    name,
                    team,
                    role,
                    scopes,
                    routes,
                    owner,
                    new Times(times.expiresAt, times.previousValidUntil, times.revokedAt, times.createdAt, at));
        }
    }

    /// A created key with its full text, which is never shown again.
    record ApiKeyCreated(
            String id,
            String key,
            String prefix,
            String name,
            String team,
            String role,
            List<String> scopes,
            List<String> routes,
            @Nullable UUID owner,
            @Nullable Instant expiresAt,
            Instant createdAt) {

        static ApiKeyCreated from(StoredApiKey stored, ApiKey key) {
            return new ApiKeyCreated(
                    key.id(),
                    key.text(),
                    key.prefix(),
                    stored.name(),
                    stored.team(),
                    stored.role().code(),
                    stored.scopes(),
                    stored.routes(),
                    stored.owner(),
                    stored.expiresAt(),
                    stored.createdAt());
        }

        @Override
        public String toString() {
            return prefix;
        }
    }

    /// @param key the full text with the new secret, which is never shown again
    /// @param previousValidUntil until when the previous secret is accepted
    record RotatedKey(String key, Instant previousValidUntil) {

        @Override
        public String toString() {
            return "RotatedKey";
        }
    }
}
