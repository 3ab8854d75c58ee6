package io.plumbline.governance.user;

import io.plumbline.kit.tenancy.Tenancy;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Users as signing in needs them: found before anybody is known, hence with the platform's own view of the
/// database.
@Component
public class SignIns {

    private final Users users;

    SignIns(Users users) {
        this.users = users;
    }

    /// The user of that name; empty for none and for one who is disabled.
    public Optional<SignedInUser> named(String username) {
        return Tenancy.callAsPlatform(() -> users.named(username));
    }

    /// The user as they are now; empty for none and for one who is disabled.
    public Optional<SignedInUser> current(UUID id) {
        return Tenancy.callAsPlatform(() -> users.current(id));
    }

    /// The user as they are now, if what they signed in with still holds.
    Optional<SignedInUser> refreshed(SignedInUser signedIn) {
        return current(signedIn.id()).filter(signedIn::sameEpochAs);
    }
}
