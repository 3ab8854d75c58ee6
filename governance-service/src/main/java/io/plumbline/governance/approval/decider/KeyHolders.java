package io.plumbline.governance.approval.decider;

import java.util.Set;

/// Everyone who ever received the secret of a key, or of a key that created it, recursively; nobody for a user.
///
/// @param known actors, and the people behind them
/// @param complete whether there are no others
public record KeyHolders(Set<String> known, boolean complete) {

    /// Whether this person may have the key. If not all holders are known, everybody may.
    public boolean mayInclude(String person) {
        return !complete || known.contains(person);
    }
}
