package io.plumbline.governance.approval;

import java.util.Set;

/// Who decides.
///
/// @param actor the user or the key
/// @param person the human being, as far as it is known: the user, or the key that belongs to no user
/// @param with what they decide with
/// @param holders everybody who was given a secret of their key, or of one that made it; none for a user
/// @param holdersKnown whether these are all
record Decider(String actor, String person, DecidedWith with, Set<String> holders, boolean holdersKnown) {

    /// Whether this person was never given what is decided with. What is not known counts as no.
    boolean isIndependentOf(String requester) {
        return holdersKnown && !holders.contains(requester);
    }
}
