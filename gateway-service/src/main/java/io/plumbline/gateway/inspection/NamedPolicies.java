package io.plumbline.gateway.inspection;

import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.guard.policy.GuardPolicies;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The policies that a caller may name. Thread-safe.
@Component
final class NamedPolicies {

    private final GuardPolicies policies;

    NamedPolicies(GuardPolicies policies) {
        this.policies = policies;
    }

    /// Returns a policy that this caller may see: a shared one, or the default of a team in which the caller may
    /// inspect.
    ///
    /// @param name null for `standard`
    /// @throws io.plumbline.kit.problem.ProblemException `not-found`
    EffectivePolicy named(@Nullable String name) {
        if (name == null) {
            return policies.standard();
        }
        Set<String> teams = Callers.current().teamsWith(Permission.GUARDRAIL_INSPECT);
        Optional<EffectivePolicy> found = teams.contains(Caller.EVERY_TEAM)
                ? policies.find(name)
                : teams.stream()
                        .flatMap(team -> policies.find(name, team).stream())
                        .findFirst();
        return found.orElseThrow(() -> RequestProblem.NOT_FOUND.because("No guard policy has this name."));
    }
}
