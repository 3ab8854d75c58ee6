package io.plumbline.personaldata.country.check;

import io.plumbline.personaldata.scan.Validity;
import java.util.function.Predicate;

/// The rules of an identifier beyond its form. Pure and bounded by the length of the candidate.
@FunctionalInterface
public interface IdentifierCheck {

    /// For identifiers with no rule beyond their form.
    IdentifierCheck NONE = compact -> Validity.UNKNOWN;

    /// @param compact letters in upper case and ASCII digits of the candidate, without all other characters
    Validity of(String compact);

    /// A rule that decides either way.
    static IdentifierCheck deciding(Predicate<String> rule) {
        return compact -> Validity.of(rule.test(compact));
    }

    /// A rule that can only rule out.
    static IdentifierCheck excluding(Predicate<String> rule) {
        return compact -> Validity.unless(!rule.test(compact));
    }

    /// A rule that proves the identifier if it holds, and is inconclusive otherwise.
    static IdentifierCheck proving(Predicate<String> rule) {
        return compact -> rule.test(compact) ? Validity.VALID : Validity.UNKNOWN;
    }

    /// This rule and another: invalid if either finds it invalid; valid if neither does and one proves it.
    default IdentifierCheck and(IdentifierCheck other) {
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
