package io.plumbline.kit.security;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/// The authentication of an API key or token. Holds no credential.
final class CallerAuthentication extends AbstractAuthenticationToken implements Callers.KnowsCaller {

    private static final long serialVersionUID = 1L;

    private final Caller caller;

    CallerAuthentication(Caller caller) {
        super(List.of());
        this.caller = caller;
        setAuthenticated(true);
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public String getPrincipal() {
        return caller.id();
    }
}
