package io.plumbline.web.login;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.TokenGrants;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/// A user signed in at governance-service. The ID token contains the grants, which expire with it.
final class SignedInUser extends DefaultOidcUser implements Callers.KnowsCaller {

    private static final long serialVersionUID = 1L;

    private final Caller caller;

    SignedInUser(OidcIdToken token) {
        super(Set.of(), token);
        this.caller = TokenGrants.callerOf(token.getClaims());
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedInUser user && user.caller.equals(caller) && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
