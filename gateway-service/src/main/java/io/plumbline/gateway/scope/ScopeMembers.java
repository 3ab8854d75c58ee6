package io.plumbline.gateway.scope;

import io.plumbline.audit.payload.Pseudonyms;
import org.springframework.stereotype.Component;

/// Identifies the users who each have their own budget or limit: see [CallScope#EACH]. Thread-safe.
@Component
public final class ScopeMembers {

    /// For a scope that all its calls share.
    public static final String ALL = "";

    private static final String OF_KEY = "k_";
    private static final String OF_USER = "s_";

    private final Pseudonyms pseudonyms;

    public ScopeMembers(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /// Returns the member for which the call counts: [#ALL], the user's pseudonym, or the credential if the call
    /// names no user, so that leaving the user out gains nothing.
    public String of(CallScope scope, CallPlace call) {
        if (!scope.isForEachUser()) {
            return ALL;
        }
        String user = call.user();
        return user == null || user.isBlank() ? OF_KEY + call.key() : of(user);
    }

    /// Returns the member of a user, as the application names them.
    public String of(String user) {
        return pseudonyms.of(user);
    }

    /// Whether a member is a user's pseudonym.
    public static boolean isUser(String member) {
        return member.startsWith(OF_USER);
    }
}
