package io.plumbline.governance.key;

import io.plumbline.kit.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The purpose of a key.
///
/// @param owner the owner; null for a machine key
record KeyPurpose(
        String name,
        String team,
        Role role,
        List<String> scopes,
        List<String> routes,
        @Nullable Instant expiresAt,
        @Nullable UUID owner) {}
