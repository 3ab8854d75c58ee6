package io.plumbline.clients.governance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An approval that a service needs before an action.
///
/// @param action the action, as `service.thing.verb`
/// @param resourceType for example `model-version`
/// @param resourceId for example `support-assistant@2`
/// @param requestedBy opaque id of the requester, who can never approve it
/// @param approvers number of different approvers, 1..5
/// @param since an approval requested before this time concerns something else and does not count
/// @param terms the terms of a decision; null for the defaults
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

    /// The terms of a decision.
    ///
    /// @param details what approvers must see, redacted; at most 40
    /// @param byPerson whether the key of a machine cannot decide
    /// @param lifetimeSeconds how long it can be decided, and how long it then holds; 1..604800
    public record Terms(List<Detail> details, boolean byPerson, int lifetimeSeconds) {
        public Terms {
            details = List.copyOf(details);
        }

        /// Omits the content.
        @Override
        public String toString() {
            return "Terms[details=" + details.size() + "]";
        }
    }

    /// @param label at most 200 characters
    /// @param text at most 20,000 characters
    public record Detail(String label, String text) {

        /// Omits the content.
        @Override
        public String toString() {
            return "Detail[" + label + "]";
        }
    }
}
