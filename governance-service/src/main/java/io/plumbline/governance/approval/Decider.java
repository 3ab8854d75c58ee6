package io.plumbline.governance.approval;

/// Who decides.
///
/// @param actor the user or the key
/// @param person the human being, as far as it is known: the user, or the key that belongs to no user
/// @param with what they decide with
/// @param holders who has their key
record Decider(String actor, String person, DecisionCredential with, KeyHolders holders) {

    /// Whether neither has the other's key: the requester not the one that decides, and the decider not the one
    /// that asked.
    ///
    /// @param holdersOfRequest who has the key that asked
    boolean isIndependentOf(String requester, KeyHolders holdersOfRequest) {
        return !holders.mayInclude(requester) && !holdersOfRequest.mayInclude(person);
    }
}
