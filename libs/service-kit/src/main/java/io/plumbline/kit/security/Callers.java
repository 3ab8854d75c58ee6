package io.plumbline.kit.security;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Finds the caller of the current request, however it was authenticated.
public final class Callers {

    private Callers() {}

    /// A principal that knows its caller: of an API key, a token or a browser's session.
    public interface KnowsCaller {
        Caller caller();
    }

    /// The caller, if there is one.
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

    /// The caller of a handler that [RequiresPermission].
    public static Caller current() {
        return find().orElseThrow(() -> AccessProblem.UNAUTHENTICATED.because("Send a bearer token or an API key."));
    }
}
