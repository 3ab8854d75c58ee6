package io.plumbline.governance.user;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/// A person signed in here. Their name in Spring Security is their opaque id, so that nothing downstream (`sub`,
/// the session's principal name, the audit log) contains another name.
public final class SignedInUser implements UserDetails, Callers.KnowsCaller, CredentialsContainer {

    private static final long serialVersionUID = 1L;

    private final Caller caller;
    private final int epoch;
    private final boolean mustChangePassword;
    private @Nullable String passwordHash;

    private SignedInUser(Caller caller, int epoch, boolean mustChangePassword, String passwordHash) {
        this.caller = caller;
        this.epoch = epoch;
        this.mustChangePassword = mustChangePassword;
        this.passwordHash = passwordHash;
    }

    static SignedInUser of(UserAccount account) {
        Caller caller = new Caller(
                Caller.ActorType.USER, account.id().toString(), Map.copyOf(account.rolesByTeam()), Set.of(), Set.of());
        return new SignedInUser(caller, account.sessionEpoch(), account.mustChangePassword(), account.passwordHash());
    }

    public UUID id() {
        return UUID.fromString(caller.id());
    }

    /// Whether the user must replace the password before doing anything else.
    public boolean mustChangePassword() {
        return mustChangePassword;
    }

    /// Whether both sign-ins used the same password.
    boolean sameEpochAs(SignedInUser other) {
        return caller.id().equals(other.caller.id()) && epoch == other.epoch;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public List<GrantedAuthority> getAuthorities() {
        return List.of();
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return caller.id();
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }

    @Override
    public String toString() {
        return caller.id();
    }
}
