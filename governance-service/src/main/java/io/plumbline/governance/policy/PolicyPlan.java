package io.plumbline.governance.policy;

import io.plumbline.governance.policy.PolicyResponses.PolicyDiff.Change;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A planned newest version of a policy, compared with the policy in force for the same calls.
///
/// @param team whose default the policy is; `*` for all
/// @param newest its newest version; null for a new policy
/// @param governing label of the version that governs these calls now; null if none does
/// @param inForce the base of comparison: the version that governs now or, if its approval was revoked, the last
///     previous one whose approval was not; null for a policy that nothing names yet
/// @param document with all defaults spelled out
/// @param changes the changes to the newest version
/// @param looser where it is looser than the base of comparison, as JSON Pointers; at most 50
record PolicyPlan(
        String name,
        String team,
        @Nullable Stored newest,
        @Nullable String governing,
        @Nullable Stored inForce,
        Map<String, Object> document,
        List<Change> changes,
        List<String> looser) {

    PolicyPlan {
        changes = List.copyOf(changes);
        looser = List.copyOf(looser);
    }

    /// A version of a policy.
    record Stored(String name, int number, Map<String, Object> document, PolicyGrant grant) {

        /// Returns its name for people.
        String label() {
            return name + "@" + number;
        }
    }

    boolean isNew() {
        return newest == null;
    }

    /// Returns the number of the newest version; 0 for a new policy.
    int number() {
        return newest == null ? 0 : newest.number();
    }

    /// Whether there is something to store: a different document, or the same one with an approval that replaces
    /// a revoked one.
    boolean isNews() {
        return isNew() || !changes.isEmpty() || !Objects.equals(newest, inForce);
    }

    /// A version that is no looser shares the approval of its base of comparison.
    boolean isCarried() {
        return !isNew() && looser.isEmpty();
    }
}
