package io.plumbline.governance.login;

import io.plumbline.audit.Outcome;
import io.plumbline.governance.user.Users;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.security.Caller;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Writes sign-ins to the audit log. Unknown names are not logged because people type passwords into that field.
@Component
class SignInLog {

    private static final String NOBODY = "unknown";

    private final AuditTrail audit;
    private final Users users;

    SignInLog(AuditTrail audit, Users users) {
        this.audit = audit;
        this.users = users;
    }

    /// The actor of the event is the user, although the request is not yet authenticated.
    @Transactional
    public void succeeded(Authentication signedIn) {
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext theirs = SecurityContextHolder.createEmptyContext();
        theirs.setAuthentication(signedIn);
        SecurityContextHolder.setContext(theirs);
        try {
            users.signedIn(UUID.fromString(signedIn.getName()));
            audit.append(AuditEntry.of(SignInAction.SIGNED_IN, Caller.PLATFORM_TEAM, "user", signedIn.getName()));
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    @Transactional
    public void failed(String username) {
        audit.append(AuditEntry.of(SignInAction.SIGNED_IN, Caller.PLATFORM_TEAM, "user", subject(username))
                .outcome(Outcome.DENIED));
    }

    /// A limit is stopping attempts. Reported once per limit in a quarter of an hour, not per attempt, so an
    /// attacker can fill the log only with failures, which are limited.
    @Transactional
    public void throttled(String username, SignInThrottle.Limit limit) {
        audit.append(AuditEntry.of(SignInAction.THROTTLED, Caller.PLATFORM_TEAM, "user", subject(username))
                .outcome(Outcome.DENIED)
                .with("limit", limit.name()));
    }

    private String subject(String username) {
        return users.idOf(username).map(UUID::toString).orElse(NOBODY);
    }
}
