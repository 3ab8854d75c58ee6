package io.plumbline.guardrails.pii.land;

import io.plumbline.guardrails.scan.Validity;
import java.util.function.Predicate;

/// The rules of an identifier beyond its form. Pure and bounded by the length of the candidate.
@FunctionalInterface
interface Check {

    /// For identifiers of which nothing but the form is known.
    Check NONE = compact -> Validity.UNKNOWN;

    /// @param compact letters in upper case and ASCII digits of the candidate, all else left out
    Validity of(String compact);

    /// For a rule that decides either way.
    static Check deciding(Predicate<String> rule) {
        return compact -> Validity.of(rule.test(compact));
    }

    /// For a rule that can only rule out.
    static Check excluding(Predicate<String> rule) {
        return compact -> Validity.unless(!rule.test(compact));
    }

    /// For a rule that proves if it holds, and nothing if it does not.
    static Check proving(Predicate<String> rule) {
        return compact -> rule.test(compact) ? Validity.VALID : Validity.UNKNOWN;
    }

    /// This rule and a further one: invalid if either says so, valid if neither does and one of them proves.
    default Check and(Check other) {
        return compact -> {
            Validity mine = of(compact);
            if (mine == Validity.INVALID) {
                return mine;
            }
            Validity theirs = other.of(compact);
            return theirs == Validity.UNKNOWN ? mine : theirs;
        };
    }
}
