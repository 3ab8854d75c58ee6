package io.plumbline.governance.approval;

/// The author of a decision.
///
/// @param actor the user or key
/// @param person the human if known: the user, or the key without an owner
/// @param with the credential
/// @param holders the holders of the key
record Decider(String actor, String person, DecisionCredential with, KeyHolders holders) {

    /// Whether neither has the other's key: the requester not the deciding key, and the decider not the
    /// requesting key.
    ///
    /// @param holdersOfRequest the holders of the requesting key
    boolean isIndependentOf(String requester, KeyHolders holdersOfRequest) {
        return !holders.mayInclude(requester) && !holdersOfRequest.mayInclude(person);
    }
}
