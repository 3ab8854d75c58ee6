package io.plumbline.governance.user;

import io.plumbline.kit.tenancy.Tenancy;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds users for signing in, before a caller is known, hence with the platform's view of the database.
@Component
public class SignIns {

    private final Users users;

    SignIns(Users users) {
        this.users = users;
    }

    /// Returns the enabled user of that name.
    public Optional<SignedInUser> named(String username) {
        return Tenancy.callAsPlatform(() -> users.named(username));
    }

    /// Returns the current data of an enabled user.
    public Optional<SignedInUser> current(UUID id) {
        return Tenancy.callAsPlatform(() -> users.current(id));
    }

    /// Returns the name of a user, for their own ID token.
    public Optional<String> nameOf(UUID id) {
        return Tenancy.callAsPlatform(
                () -> Optional.ofNullable(users.namesOf(List.of(id)).get(id)));
    }

    /// Returns the current user if the sign-in is still valid.
    Optional<SignedInUser> refreshed(SignedInUser signedIn) {
        return current(signedIn.id()).filter(signedIn::sameEpochAs);
    }
}
