package io.plumbline.governance.user;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user in the API.
///
/// @param lastSignInAt null if the user has never signed in
/// @param mustChangePassword whether somebody else chose the password, so that the next sign-in asks for another
/// @param version increases with each change; the `ETag`
record User(
        UUID id,
        String username,
        boolean disabled,
        List<UserGrant> grants,
        Instant createdAt,
        @Nullable Instant lastSignInAt,
        boolean mustChangePassword,
        long version) {

    record UserGrant(String team, String role) {}

    static User from(UserAccount account) {
        return new User(
                account.id(),
                account.username(),
                account.disabled(),
                account.grants().stream()
                        .map(grant -> new UserGrant(grant.team(), grant.role().code()))
                        .sorted(Comparator.comparing(UserGrant::team).thenComparing(UserGrant::role))
                        .toList(),
                account.createdAt(),
                account.lastSignInAt(),
                account.mustChangePassword(),
                account.version());
    }
}
