package io.plumbline.console.session;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.TokenGrants;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/// A person signed in at governance-service, with their tokens. Immutable: a refreshed token makes a new one.
public final class ConsoleUser extends AbstractAuthenticationToken implements Callers.KnowsCaller {

    private static final long serialVersionUID = 1L;
    private static final String USERNAME = "preferred_username";

    private final Caller caller;
    private final String username;
    private final SessionTokens tokens;

    private ConsoleUser(Caller caller, String username, SessionTokens tokens) {
        super(List.of());
        this.caller = caller;
        this.username = username;
        this.tokens = tokens;
        setAuthenticated(true);
    }

    /// @param claims of a verified ID token
    static ConsoleUser of(Map<String, Object> claims, SessionTokens tokens) {
        Caller caller = TokenGrants.callerOf(claims);
        return new ConsoleUser(
                caller,
                Objects.requireNonNullElse(claims.get(USERNAME), caller.id()).toString(),
                tokens);
    }

    /// Returns the user of the current request.
    public static Optional<ConsoleUser> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof ConsoleUser user
                ? Optional.of(user)
                : Optional.empty();
    }

    @Override
    public Caller caller() {
        return caller;
    }

    /// Returns the name with which the user signs in.
    public String username() {
        return username;
    }

    /// Returns the access token for the services.
    public String accessToken() {
        return tokens.access();
    }

    SessionTokens tokens() {
        return tokens;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return caller.id();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConsoleUser user && user.caller.equals(caller) && user.tokens.equals(tokens);
    }

    @Override
    public int hashCode() {
        return Objects.hash(caller, tokens);
    }
}
