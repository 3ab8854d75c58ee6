package io.plumbline.governance.key;

import io.plumbline.kit.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a key is for.
///
/// @param owner the user whose own key it is; null for a machine's
record KeyPurpose(
        String name,
        String team,
        Role role,
        List<String> scopes,
        List<String> routes,
        @Nullable Instant expiresAt,
        @Nullable UUID owner) {}
