package io.plumbline.clients.governance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An API key, as verifiers need it. Only its holder knows the secret.
///
/// @param secretSha256 SHA-256 of the secret in lower-case hex
/// @param previousSecretSha256 SHA-256 of the secret before the last rotation, accepted until
///     `previousValidUntil`
/// @param scopes additional rights, for example `direct-models`
/// @param routes the only routes that the key may use; empty means all routes of its team
public record ApiKeyEntry(
        String id,
        String team,
        String role,
        String secretSha256,
        @Nullable String previousSecretSha256,
        @Nullable Instant previousValidUntil,
        List<String> scopes,
        List<String> routes,
        @Nullable Instant expiresAt,
        boolean revoked) {}
