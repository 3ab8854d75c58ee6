package io.plumbline.governance.policy;

import io.plumbline.governance.policy.PolicyResponses.PolicyDiff.Change;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A document that is to become the newest version of a policy, compared with what may be in force for the same
/// calls.
///
/// @param team whose default the policy is; `*` for all
/// @param newest its newest version; null for a policy that is not there
/// @param governing label of the version that governs these calls until now; null if none does
/// @param inForce what it is measured by: the version that governs until now or, if that one's approval was
///     revoked, the last before it whose approval was not; null for a policy that nothing names yet
/// @param document every default spelt out
/// @param changes what it says otherwise than the newest version
/// @param looser where it is looser than what it is measured by, as JSON Pointers; at most 50
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

        /// As people name it.
        String label() {
            return name + "@" + number;
        }
    }

    boolean isNew() {
        return newest == null;
    }

    /// Number of the newest version; 0 for a policy that is not there.
    int number() {
        return newest == null ? 0 : newest.number();
    }

    /// Whether there is anything to store: another document, or the same one with an approval in place of a revoked
    /// one.
    boolean isNews() {
        return isNew() || !changes.isEmpty() || !Objects.equals(newest, inForce);
    }

    /// What is no looser is approved with what it is measured by.
    boolean isCarried() {
        return !isNew() && looser.isEmpty();
    }
}
