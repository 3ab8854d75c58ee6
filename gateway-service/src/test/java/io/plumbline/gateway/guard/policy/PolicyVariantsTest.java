package io.plumbline.gateway.guard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyVariantsTest {

    private static final String EXCEPTED = """
            {"stages": {"input": {"pii": {"action": "block", "exceptions": [
                {"roles": ["ml-engineer"], "routes": ["lab"], "action": "allow"}]}}}}""";

    private final PolicyVariants variants = new PolicyVariants();
    private final Caller engineer =
            new Caller(Caller.ActorType.API_KEY, "k", Map.of("retail", Set.of(Role.ML_ENGINEER)), Set.of(), Set.of());
    private final EffectivePolicy policy = TestGuards.policy(EXCEPTED);

    @Test
    void areTheSameForTheSameRolesAndRoute() {
        assertThat(of(policy, "retail", "lab"))
                .isSameAs(of(policy, "retail", "lab"))
                .isNotSameAs(policy);
        assertThat(of(TestGuards.STANDARD, "retail", "lab")).isSameAs(TestGuards.STANDARD);
    }

    @Test
    void areOthersForOtherRolesRoutesAndPolicies() {
        EffectivePolicy excepted = of(policy, "retail", "lab");
        assertThat(stops(excepted)).isFalse();
        assertThat(stops(of(policy, "wholesale", "lab"))).isTrue();
        assertThat(stops(of(policy, "retail", "shop"))).isTrue();
        assertThat(of(TestGuards.policy(EXCEPTED), "retail", "lab")).isNotSameAs(excepted);
    }

    private EffectivePolicy of(EffectivePolicy of, String team, String route) {
        return variants.of(of, engineer, team, route);
    }

    private static boolean stops(EffectivePolicy policy) {
        return TestGuards.ENGINE
                .inspect(Stage.INPUT, "jane@example.com", policy.whole())
                .decision()
                .stops();
    }
}
