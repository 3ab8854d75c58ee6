package io.plumbline.clients.governance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One API key as verifiers need it. The secret itself is known to nobody but its holder.
///
/// @param secretSha256 lower-case hex of SHA-256 over the secret's characters
/// @param previousSecretSha256 the secret before the last rotation, accepted until `previousValidUntil`
/// @param scopes further rights, such as `direct-models`
/// @param routes the only routes that the key may use; empty = all of its team
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
