package io.plumbline.gateway.rule;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;

/// Limits matching calls to some of a route's variants. The first matching rule applies.
///
/// @param name in the audit log
/// @param when the conditions on a call
/// @param variants the candidates, by their weights; with equal weights if all of these are 0
public record RouteRule(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}")
        String name,

        @NotNull @Valid Conditions when,
        @NotNull @Size(min = 1, max = 20) List<@NotNull @Size(max = 63) String> variants) {

    public boolean holds(CallFacts call) {
        return when.hold(call);
    }

    /// Returns the rule with `other` added wherever `variant` occurs.
    public RouteRule alsoFor(String variant, String other) {
        if (!variants.contains(variant)) {
            return this;
        }
        List<String> both = new ArrayList<>(variants);
        both.add(other);
        return new RouteRule(name, when, List.copyOf(both));
    }
}
