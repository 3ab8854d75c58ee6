package io.plumbline.governance.approval.decider;

import java.util.Collections;
import java.util.Set;

/// Who decides.
///
/// @param actor the user or the key
/// @param person the human being: the user, the owner of a key or the maker of a machine's; the key itself where
///     several were given its secret
/// @param with what they decide with
/// @param holders who has their key
/// @param people whom the decision counts for, each once; empty where that is not known
public record Decider(String actor, String person, DecisionCredential with, KeyHolders holders, Set<String> people) {

    public Decider {
        people = Set.copyOf(people);
    }

    /// Whether any of these counts as who decides; unless both are known, they may.
    public boolean mayBe(Set<String> others) {
        return people.isEmpty() || others.isEmpty() || !Collections.disjoint(people, others);
    }

    /// Whether neither has the other's key: the requester not the deciding key, and the decider not the
    /// requesting key.
    ///
    /// @param holdersOfRequest the holders of the requesting key
    public boolean isIndependentOf(String requester, KeyHolders holdersOfRequest) {
        return !holders.mayInclude(requester) && !holdersOfRequest.mayInclude(person);
    }
}
