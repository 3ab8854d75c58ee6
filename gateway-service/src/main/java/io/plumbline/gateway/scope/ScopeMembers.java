package io.plumbline.gateway.scope;

import io.plumbline.audit.payload.Pseudonyms;
import org.springframework.stereotype.Component;

/// Tells those apart of whom each has a budget or a limit of their own: see [CallScope#EACH]. Thread-safe.
@Component
public final class ScopeMembers {

    /// Of a scope that is for all its calls together.
    public static final String ALL = "";

    private static final String OF_KEY = "k_";
    private static final String OF_USER = "s_";

    private final Pseudonyms pseudonyms;

    public ScopeMembers(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /// Whom the call counts for: [#ALL], the user's pseudonym, or for a call that names nobody its
    /// credential, so that nobody has more by keeping silent.
    public String of(CallScope scope, CallPlace call) {
        if (!scope.isForEachUser()) {
            return ALL;
        }
        String user = call.user();
        return user == null || user.isBlank() ? OF_KEY + call.key() : of(user);
    }

    /// The same for a user, as the application names them.
    public String of(String user) {
        return pseudonyms.of(user);
    }

    /// Whether a member is a user's pseudonym.
    public static boolean isUser(String member) {
        return member.startsWith(OF_USER);
    }
}
