package io.plumbline.kit.security;

import io.plumbline.kit.tenancy.Tenancy;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
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

    /// Runs a call of background work for a caller who is absent: as that caller, with the rows of the teams in which
    /// the caller has the permission. The caller's grants must have been read just before.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 403 if the caller has the permission in no team
    public static <T extends @Nullable Object> T callAs(Caller caller, Permission permission, Supplier<T> call) {
        if (caller.teamsWith(permission).isEmpty()) {
            throw AccessProblem.withoutPermission(permission);
        }
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller));
        SecurityContextHolder.setContext(context);
        try {
            return Tenancy.callAs(caller.teamsWith(permission), call);
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
