package io.plumbline.gateway.guard.policy;

import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.clients.governance.PolicyEntry;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.guardrails.policy.document.PolicyFormatException;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.sibling.GovernanceState;
import io.plumbline.kit.sibling.SnapshotFollower;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The current guard policies from governance. A route's own policy takes precedence, then the team's, then
/// `standard`. If governance is unavailable for longer than is tolerated, the current policy is unknown and calls
/// are refused.
///
/// A document that this version of the gateway cannot read leaves the previous policy in effect. If there is
/// none, the built-in standard policy applies. A policy is therefore never silently off. Immutable state behind
/// one volatile reference.
@Component
public final class GuardPolicies {

    public static final String STANDARD = "standard";

    private static final Logger log = LoggerFactory.getLogger(GuardPolicies.class);
    private static final EffectivePolicy BUILT_IN = EffectivePolicy.of(STANDARD, 0, GuardPolicy.standard());
    /// For authorised evaluations. No document of governance has this name, because names begin with a letter or
    /// digit.
    private static final EffectivePolicy BYPASS = EffectivePolicy.of(
            "(bypass)", 0, new GuardPolicy(Map.of(), FailureMode.OPEN, GuardPolicy.DEFAULT_TIMEOUT_MS));
    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SnapshotFollower<GovernanceSnapshot, GovernanceState> governance;
    private final PolicyVariants variants = new PolicyVariants();
    private volatile State state = new State(Map.of(), Map.of());

    GuardPolicies(SnapshotFollower<GovernanceSnapshot, GovernanceState> governance) {
        this.governance = governance;
        governance.onChange(this::take);
    }

    private record State(Map<String, Named> byName, Map<String, EffectivePolicy> byTeam) {}

    /// @param policy the entry's, or the last readable one
    private record Named(EffectivePolicy policy, PolicyEntry entry) {

        @Nullable
        String team() {
            return entry.team();
        }
    }

    /// Returns the policy for a call of the team.
    ///
    /// @param named the route's own; null for none. One that is unknown or belongs to another team counts as none
    /// @throws ProblemException `gateway-not-ready` if governance has not answered recently
    public EffectivePolicy inForce(@Nullable String named, String team) {
        if (!governance.current()) {
            throw CallProblem.GATEWAY_NOT_READY.because(
                    "governance-service has sent no update for too long. Try again in a moment.");
        }
        return Optional.ofNullable(named).flatMap(name -> find(name, team)).orElseGet(() -> ofTeam(team));
    }

    /// Returns the policy with the exceptions that apply to the caller and the route.
    public EffectivePolicy forCall(@Nullable String named, Caller caller, String team, String route) {
        return variants.of(inForce(named, team), caller, team, route);
    }

    /// Returns the policy of evaluation calls that bypass the guards: it detects nothing.
    public EffectivePolicy bypass() {
        return BYPASS;
    }

    private EffectivePolicy ofTeam(String team) {
        EffectivePolicy policy = state.byTeam().get(team);
        return policy != null ? policy : standard();
    }

    public EffectivePolicy standard() {
        Named standard = state.byName().get(STANDARD);
        return standard == null ? BUILT_IN : standard.policy();
    }

    /// Returns the policy of that name if the team may use it.
    public Optional<EffectivePolicy> find(String name, String team) {
        Named named = state.byName().get(name);
        if (named == null) {
            return name.equals(STANDARD) ? Optional.of(BUILT_IN) : Optional.empty();
        }
        String owner = named.team();
        return owner == null || owner.equals(team) ? Optional.of(named.policy()) : Optional.empty();
    }

    /// Returns the policy of that name, regardless of who may use it.
    public Optional<EffectivePolicy> find(String name) {
        Named named = state.byName().get(name);
        if (named == null) {
            return name.equals(STANDARD) ? Optional.of(BUILT_IN) : Optional.empty();
        }
        return Optional.of(named.policy());
    }

    private void take(GovernanceState governance) {
        State before = state;
        Map<String, Named> byName = new HashMap<>();
        Map<String, EffectivePolicy> byTeam = new HashMap<>();
        for (PolicyEntry entry : governance.policies().values()) {
            EffectivePolicy policy = effective(entry, before.byName().get(entry.name()));
            byName.put(entry.name(), new Named(policy, entry));
            if (entry.team() != null) {
                byTeam.put(entry.team(), policy);
            }
        }
        state = new State(Map.copyOf(byName), Map.copyOf(byTeam));
    }

    private static EffectivePolicy effective(PolicyEntry entry, @Nullable Named before) {
        // Not by the number alone: governance may have another history than it had.
        if (before != null && before.entry().equals(entry)) {
            return before.policy();
        }
        try {
            GuardPolicy policy = PolicyDocument.read(JSON.convertValue(entry.document(), DOCUMENT));
            return EffectivePolicy.of(entry.name(), entry.version(), policy);
        } catch (PolicyFormatException e) {
            log.atError()
                    .addKeyValue("policy", entry.name())
                    .addKeyValue("version", entry.version())
                    .addKeyValue("pointer", e.pointer())
                    .log("Guard policy cannot be read: what was in force stays in force");
            return before == null ? BUILT_IN : before.policy();
        }
    }
}
