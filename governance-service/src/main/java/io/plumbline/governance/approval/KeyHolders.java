package io.plumbline.governance.approval;

import java.util.Set;

/// Everybody who was ever given a secret of a key, or of a key that made it, and so on; nobody for a user.
///
/// @param known actors, and the people behind them
/// @param complete whether there are no others
record KeyHolders(Set<String> known, boolean complete) {

    /// Whether this person may have the key. Unless the holders are all known, everybody may.
    boolean mayInclude(String person) {
        return !complete || known.contains(person);
    }
}
