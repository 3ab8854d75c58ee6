package io.plumbline.kit.security;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Finds the caller of the current request for every type of authentication.
public final class Callers {

    private Callers() {}

    /// A principal with a caller: an API key, a token or a browser session.
    public interface KnowsCaller {
        Caller caller();
    }

    /// Returns the caller, if any.
    public static Optional<Caller> find() {
        return find(SecurityContextHolder.getContext().getAuthentication());
    }

    static Optional<Caller> find(@Nullable Authentication authentication) {
        if (authentication instanceof KnowsCaller known) {
            return Optional.of(known.caller());
        }
        return authentication != null && authentication.getPrincipal() instanceof KnowsCaller known
                ? Optional.of(known.caller())
                : Optional.empty();
    }

    /// Returns the caller in a handler with [RequiresPermission].
    public static Caller current() {
        return find().orElseThrow(() -> AccessProblem.UNAUTHENTICATED.because("Send a bearer token or an API key."));
    }
}
