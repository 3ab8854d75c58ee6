package io.plumbline.gateway.restraint;

import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.GovernanceClient.PolicyPair;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.guard.policy.GuardPolicies;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// Compares a policy with the one that a route has, in the revisions in force. Governance compares.
@Component
class PolicyComparison {

    private static final int MOST_NAMED = 5;

    private final GuardPolicies policies;
    private final GovernanceClient governance;

    PolicyComparison(GuardPolicies policies, GovernanceClient governance) {
        this.policies = policies;
        this.governance = governance;
    }

    /// Two revisions, as `name@version`, and the grace periods that they leave to withdrawn evidence.
    record Pair(EffectivePolicy stricter, EffectivePolicy own) {

        boolean isOne() {
            return stricter.revision().equals(own.revision());
        }

        String label() {
            return stricter.label() + " " + own.label();
        }
    }

    /// Returns the revisions in force; empty if the team may not use the stricter one any more.
    ///
    /// @param own name of the route's own policy; null for the team's
    Optional<Pair> inForce(String stricter, @Nullable String own, String team) {
        return policies.find(stricter, team).map(found -> new Pair(found, policies.inForce(own, team)));
    }

    /// Returns where the first is looser than the second: JSON Pointers, or a reason; empty if it is at least as
    /// strict.
    ///
    /// @throws ProblemException 503 if governance-service is unavailable
    List<String> looser(Pair pair) {
        if (pair.stricter().revision().graceSeconds() > pair.own().revision().graceSeconds()) {
            return List.of("its grace period is longer");
        }
        try {
            GovernanceClient.PolicyComparison compared = governance.comparePolicies(
                    new PolicyPair(pair.stricter().label(), pair.own().label()));
            if (compared.atLeastAsStrict()) {
                return List.of();
            }
            List<String> looser = compared.looser().stream().limit(MOST_NAMED).toList();
            return looser.isEmpty() ? List.of("it is looser") : looser;
        } catch (HttpClientErrorException.NotFound e) {
            return List.of("governance does not know both revisions");
        }
    }
}
