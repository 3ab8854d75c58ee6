package io.plumbline.governance.policy;

import io.plumbline.governance.policy.PolicyResponses.PolicyDiff.Change;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A document that is to become the newest version of a policy, compared with what was in force for the same
/// calls.
///
/// @param team whose default the policy is; `*` for all
/// @param number of the newest version; 0 for a policy that is not there
/// @param document every default spelt out
/// @param inForce what it would replace; null for a policy that nothing names yet
/// @param changes what it says otherwise than the newest version
/// @param looser where it is looser than what it would replace, as JSON Pointers; at most 50
record PolicyPlan(
        String name,
        String team,
        int number,
        Map<String, Object> document,
        @Nullable InForce inForce,
        List<Change> changes,
        List<String> looser) {

    PolicyPlan {
        changes = List.copyOf(changes);
        looser = List.copyOf(looser);
    }

    /// A version that governs calls until now.
    record InForce(String name, int number, Map<String, Object> document) {

        /// As people name it.
        String label() {
            return name + "@" + number;
        }
    }

    boolean isNew() {
        return number == 0;
    }
}
