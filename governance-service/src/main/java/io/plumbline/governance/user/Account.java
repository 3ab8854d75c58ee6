package io.plumbline.governance.user;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user's own account in the API.
///
/// @param lastSignInAt null if the user has never signed in with a password
public record Account(
        UUID id,
        String username,
        List<User.UserGrant> grants,
        Instant createdAt,
        @Nullable Instant lastSignInAt) {}
