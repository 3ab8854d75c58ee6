package io.plumbline.clients.governance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a service wants approved before it does it.
///
/// @param action what would be done, as `service.thing.verb`
/// @param resourceType such as `model-version`
/// @param resourceId such as `support-assistant@2`
/// @param requestedBy opaque id of the actor, who can never approve it
/// @param approvers how many different people have to agree, 1..5
/// @param since an approval that was asked for before this was of something else, and does not count
/// @param terms what a decision on it takes; null for the usual ones
public record ApprovalRequirement(
        String team,
        String action,
        String resourceType,
        String resourceId,
        String requestedBy,
        int approvers,
        @Nullable String reason,
        @Nullable Instant since,
        @Nullable Terms terms) {

    /// On the usual terms.
    public ApprovalRequirement(
            String team,
            String action,
            String resourceType,
            String resourceId,
            String requestedBy,
            int approvers,
            @Nullable String reason,
            @Nullable Instant since) {
        this(team, action, resourceType, resourceId, requestedBy, approvers, reason, since, null);
    }

    /// What a decision takes.
    ///
    /// @param details what whoever decides has to see, redacted; at most 40
    /// @param byPerson whether a machine's key cannot decide
    /// @param lifetimeSeconds for how long it can be decided, and holds from then on; 1..604800
    public record Terms(List<Detail> details, boolean byPerson, int lifetimeSeconds) {
        public Terms {
            details = List.copyOf(details);
        }

        /// Never what is in it.
        @Override
        public String toString() {
            return "Terms[details=" + details.size() + "]";
        }
    }

    /// @param label at most 200 characters
    /// @param text at most 20,000 characters
    public record Detail(String label, String text) {

        /// Never what is in it.
        @Override
        public String toString() {
            return "Detail[" + label + "]";
        }
    }
}
