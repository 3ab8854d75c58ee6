package io.plumbline.console.policy;

import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The drafts of guard policies that the user has not saved. They stay in the session, so that a draft that waits
/// for an approval can be saved afterwards.
@Component
final class PolicyDrafts {

    private static final String PREFIX = "policy-draft:";

    /// Returns the draft of a policy, with its team.
    Optional<String> of(HttpSession session, String name) {
        return Optional.ofNullable(session.getAttribute(PREFIX + name)).map(String.class::cast);
    }

    void keep(HttpSession session, String name, String draft) {
        session.setAttribute(PREFIX + name, draft);
    }

    void discard(HttpSession session, String name) {
        session.removeAttribute(PREFIX + name);
    }
}
