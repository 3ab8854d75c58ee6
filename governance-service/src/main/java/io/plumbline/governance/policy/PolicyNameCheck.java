package io.plumbline.governance.policy;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.Additions;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.kit.security.Role;
import io.plumbline.personaldata.detect.Category;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Checks that entities, detectors and roles in a policy exist. A rule with an unknown name would silently guard
/// nothing.
final class PolicyNameCheck {

    private static final GuardEngine ENGINE = GuardEngine.standard();

    private static final String ROLES =
            Arrays.stream(Role.values()).map(Role::code).collect(Collectors.joining(", "));

    private PolicyNameCheck() {}

    /// @throws io.plumbline.kit.problem.ProblemException 400 at the first unknown name
    static void check(GuardPolicy policy) {
        require(
                both(ENGINE.detectorNames(), policy.additions().detectorNames()),
                policy.switchedOff(),
                "/detectors",
                "A detector that does not exist cannot be switched off.");
        policy.stages()
                .forEach((stage, rules) ->
                        rules.asMap().forEach((category, rule) -> check(policy.additions(), stage, category, rule)));
        allowed(policy);
    }

    private static void allowed(GuardPolicy policy) {
        Set<String> known = new TreeSet<>();
        for (Category category : Category.values()) {
            known.addAll(both(ENGINE.entityTypes(category), policy.additions().entityTypes(category)));
        }
        policy.additions()
                .allowed()
                .forEach(each -> require(
                        known, each.entities(), "/allowList", "An entity without a recognizer is never found."));
    }

    private static Set<String> both(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }

    private static void check(Additions additions, Stage stage, Category category, Rule rule) {
        String pointer = "/stages/" + stage.wireName() + "/" + category.wireName();
        Set<String> known = both(ENGINE.entityTypes(category), additions.entityTypes(category));
        String why = "A rule for an entity without a recognizer has no effect.";
        require(known, rule.entities(), pointer + "/entities", why);
        require(known, rule.entityRules().keySet(), pointer + "/entityRules", why);
        rule.scope().exceptions().forEach(exception -> exception.roles().forEach(role -> requireRole(role, pointer)));
    }

    private static void require(Set<String> known, Set<String> named, String pointer, String why) {
        if (!known.containsAll(named)) {
            throw PolicyProblem.INVALID_POLICY
                    .because(why)
                    .at(
                            pointer,
                            known.isEmpty()
                                    ? "must be omitted: all findings of this category are of one kind"
                                    : "must contain only " + String.join(", ", new TreeSet<>(known)));
        }
    }

    private static void requireRole(String role, String pointer) {
        if (Role.ofCode(role).isEmpty()) {
            throw PolicyProblem.INVALID_POLICY
                    .because("An exception for a role that no one can hold has no effect.")
                    .at(pointer + "/exceptions", "must contain only roles: " + ROLES);
        }
    }
}
