package io.plumbline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plumbline.configuration.ProductionChange.Decision;
import io.plumbline.configuration.ProductionChange.Outcome;
import io.plumbline.configuration.ServedConfiguration.Environment;
import io.plumbline.configuration.ServedConfiguration.Fallback;
import io.plumbline.configuration.ServedConfiguration.Policy;
import io.plumbline.configuration.ServedConfiguration.Prompt;
import io.plumbline.configuration.ServedConfiguration.Retrieval;
import io.plumbline.configuration.ServedConfiguration.Shadow;
import io.plumbline.configuration.ServedConfiguration.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ProductionChangeTest {

    private static final ServedConfiguration.Provider HERE =
            new ServedConfiguration.Provider("here", "openai", "https://here.example/v1");
    private static final ServedConfiguration.Provider THERE =
            new ServedConfiguration.Provider("there", "openai", "https://there.example/v1");
    private static final Policy LOOSE = new Policy("other", 1, "sha256:1", 600);
    private static final Policy STRICT = new Policy("team", 2, "sha256:2", 600);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Standing.OfVersion> standings = new HashMap<>();

    /// Policies are stricter the higher their version; what is not put in is not gated.
    private final Standing standing = new Standing() {
        @Override
        public OfVersion of(Target target) {
            return standings.getOrDefault(target.label(), OfVersion.NONE);
        }

        @Override
        public OfVersion of(Prompt prompt) {
            return standings.getOrDefault(prompt.label(), OfVersion.NONE);
        }

        @Override
        public boolean isAtLeastAsStrict(Policy policy, Policy than) {
            return policy.version() >= than.version();
        }

        @Override
        public int approvers(Policy policy) {
            return policy.version() == 1 ? 5 : 0;
        }
    };

    private static Target model(int version) {
        return new Target("m", version, "sha256:m" + version, HERE, "gpt");
    }

    private static ServedConfiguration serving(Target target) {
        return new ServedConfiguration(Environment.PRODUCTION, target, null, null, STRICT, null, null, List.of(), null);
    }

    private static ServedConfiguration with(
            ServedConfiguration of,
            @Nullable Prompt prompt,
            @Nullable String hardening,
            Policy policy,
            List<Fallback> fallbacks,
            @Nullable Shadow shadow) {
        return new ServedConfiguration(
                of.environment(), of.target(), prompt, hardening, policy, null, null, fallbacks, shadow);
    }

    private static ServedConfiguration retrieving(ServedConfiguration of, Retrieval retrieval) {
        return new ServedConfiguration(
                of.environment(), of.target(), null, null, of.policy(), retrieval, null, List.of(), null);
    }

    private void gated(String label, int approvers, ServedConfiguration... evaluated) {
        standings.put(label, new Standing.OfVersion(true, approvers, List.of(evaluated)));
    }

    private Decision decide(RiskTier tier, @Nullable ServedConfiguration before, ServedConfiguration after) {
        return new ProductionChange(ChangeRules.STANDARD, tier, standing).decide(before, null, after);
    }

    private static void assertThatIs(Decision decision, Outcome outcome, int approvers, ChangeKind... kinds) {
        assertThat(decision.outcome()).as("%s", decision).isEqualTo(outcome);
        assertThat(decision.approvers()).isEqualTo(approvers);
        assertThat(decision.changes()).extracting(ProductionChange.Change::kind).containsExactlyInAnyOrder(kinds);
    }

    @Test
    void requiresNothingWithoutAChange() {
        assertThatIs(decide(RiskTier.HIGH, serving(model(1)), serving(model(1))), Outcome.ALLOWED, 0);
    }

    @Test
    void requiresGateAndApproversForAnotherVersion() {
        ServedConfiguration before = serving(model(1));
        ServedConfiguration after = serving(model(2));
        assertThat(decide(RiskTier.MINIMAL, before, after).outcome()).isEqualTo(Outcome.NEEDS_GATE);
        gated("m@2", 0);
        assertThatIs(decide(RiskTier.MINIMAL, before, after), Outcome.ALLOWED, 0, ChangeKind.TARGET);
        assertThatIs(decide(RiskTier.HIGH, before, after), Outcome.NEEDS_APPROVAL, 2, ChangeKind.TARGET);
        gated("m@2", 2);
        assertThatIs(decide(RiskTier.HIGH, before, after), Outcome.ALLOWED, 0, ChangeKind.TARGET);
    }

    @Test
    void requiresTheGateOfTheFirstConfigurationToo() {
        assertThat(decide(RiskTier.MINIMAL, null, serving(model(1))).outcome()).isEqualTo(Outcome.NEEDS_GATE);
        gated("m@1", 1);
        assertThatIs(decide(RiskTier.LIMITED, null, serving(model(1))), Outcome.ALLOWED, 0, ChangeKind.TARGET);
        ServedConfiguration hardened = with(serving(model(1)), null, "sha256:h", STRICT, List.of(), null);
        assertThat(decide(RiskTier.LIMITED, null, hardened).changes())
                .as("compared with what was evaluated")
                .extracting(ProductionChange.Change::kind)
                .contains(ChangeKind.HARDENING);
    }

    @Test
    void requiresApproversForChangesNoGateCovers() {
        ServedConfiguration before = serving(model(1));
        assertThatIs(
                decide(RiskTier.LIMITED, before, with(before, null, "sha256:h", STRICT, List.of(), null)),
                Outcome.NEEDS_APPROVAL,
                1,
                ChangeKind.HARDENING);
        assertThatIs(
                decide(RiskTier.HIGH, before, with(before, null, null, LOOSE, List.of(), null)),
                Outcome.NEEDS_APPROVAL,
                2,
                ChangeKind.POLICY_LOOSER);
        Policy stricter = new Policy("team", 3, "sha256:3", 600);
        assertThatIs(
                decide(RiskTier.HIGH, before, with(before, null, null, stricter, List.of(), null)),
                Outcome.ALLOWED,
                0,
                ChangeKind.POLICY_STRICTER);
        Policy patient = new Policy("team", 3, "sha256:3", 6_000);
        assertThatIs(
                decide(RiskTier.HIGH, before, with(before, null, null, patient, List.of(), null)),
                Outcome.NEEDS_APPROVAL,
                2,
                ChangeKind.POLICY_LOOSER);
        assertThatIs(
                decide(
                        RiskTier.MINIMAL,
                        before,
                        before.at(new ServedConfiguration.Provider("here", "openai", "https://evil.example"))),
                Outcome.NEEDS_APPROVAL,
                1,
                ChangeKind.PROVIDER_ADDRESS);
    }

    @Test
    void requiresApproversForAMirrorToAnotherVendor() {
        ServedConfiguration before = serving(model(1));
        Target other = new Target("n", 1, "sha256:n1", THERE, "gpt");
        assertThatIs(
                decide(RiskTier.MINIMAL, before, with(before, null, null, STRICT, List.of(), new Shadow(1, other))),
                Outcome.NEEDS_APPROVAL,
                1,
                ChangeKind.SHADOW_OTHER_VENDOR);
        ServedConfiguration mirrored = with(before, null, null, STRICT, List.of(), new Shadow(0.5, other));
        assertThatIs(
                decide(RiskTier.MINIMAL, mirrored, with(before, null, null, STRICT, List.of(), new Shadow(1, other))),
                Outcome.NEEDS_APPROVAL,
                1,
                ChangeKind.SHADOW_OTHER_VENDOR);
        assertThatIs(decide(RiskTier.MINIMAL, mirrored, before), Outcome.ALLOWED, 0, ChangeKind.SHADOW);
    }

    /// Another knowledge base sends other documents to the vendor, so somebody approves it in every tier.
    @Test
    void requiresApproversForEachChangeOfTheRetrieval() {
        ServedConfiguration before = serving(model(1));
        ServedConfiguration handbook = retrieving(before, new Retrieval("handbook", "sha256:1111111122222222"));
        for (ServedConfiguration other : List.of(
                before,
                retrieving(before, new Retrieval("handbook", "sha256:3333333344444444")),
                retrieving(before, new Retrieval("board-minutes", "sha256:5555555566666666")))) {
            assertThatIs(decide(RiskTier.MINIMAL, handbook, other), Outcome.NEEDS_APPROVAL, 1, ChangeKind.RETRIEVAL);
            assertThatIs(decide(RiskTier.HIGH, other, handbook), Outcome.NEEDS_APPROVAL, 2, ChangeKind.RETRIEVAL);
        }
        assertThat(decide(RiskTier.MINIMAL, before, handbook).changes())
                .extracting(ProductionChange.Change::after)
                .containsExactly("handbook, terms 11111111");
        gated("m@1", 0, handbook);
        assertThat(new ProductionChange(ChangeRules.STANDARD, RiskTier.MINIMAL, standing)
                        .decide(null, handbook, handbook)
                        .changes())
                .as("no gate decides which documents a vendor receives")
                .extracting(ProductionChange.Change::kind)
                .contains(ChangeKind.RETRIEVAL);
        assertThat(ServedConfiguration.read(JSON.readTree(JSON.writeValueAsString(handbook.document()))))
                .isEqualTo(handbook);
    }

    @Test
    void requiresTheGatesOfFallbacksAndPrompts() {
        ServedConfiguration before = serving(model(1));
        ServedConfiguration fallen = with(before, null, null, STRICT, List.of(new Fallback("any", model(2))), null);
        assertThat(decide(RiskTier.MINIMAL, before, fallen).outcome()).isEqualTo(Outcome.NEEDS_GATE);
        assertThatIs(decide(RiskTier.HIGH, fallen, before), Outcome.ALLOWED, 0, ChangeKind.FALLBACK_REMOVED);
        ServedConfiguration prompted = with(before, new Prompt("p", 1, "sha256:p"), null, STRICT, List.of(), null);
        assertThat(decide(RiskTier.MINIMAL, before, prompted).outcome()).isEqualTo(Outcome.NEEDS_GATE);
        gated("p@1", 0);
        assertThatIs(decide(RiskTier.MINIMAL, before, prompted), Outcome.ALLOWED, 0, ChangeKind.PROMPT);
        assertThat(decide(RiskTier.MINIMAL, prompted, before).outcome())
                .as("without its prompt the target has to have passed by itself")
                .isEqualTo(Outcome.NEEDS_GATE);
    }

    @Test
    void requiresApproversIfAVersionMovesFromItsEvaluatedAddress() {
        gated(
                "m@1",
                2,
                serving(model(1)).at(new ServedConfiguration.Provider("here", "openai", "https://evaluated.example")));
        assertThatIs(
                decide(RiskTier.MINIMAL, null, serving(model(1))),
                Outcome.NEEDS_APPROVAL,
                1,
                ChangeKind.TARGET,
                ChangeKind.PROVIDER_ADDRESS);
        gated("m@1", 2, serving(model(1)));
        assertThatIs(decide(RiskTier.MINIMAL, null, serving(model(1))), Outcome.ALLOWED, 0, ChangeKind.TARGET);
    }

    /// A prompt's gate on one model says nothing of another.
    @Test
    void requiresAGateOfAPromptAndAModelTogether() {
        Prompt prompt = new Prompt("p", 1, "sha256:p");
        ServedConfiguration onOne = with(serving(model(1)), prompt, null, STRICT, List.of(), null);
        ServedConfiguration onTwo = with(serving(model(2)), prompt, null, STRICT, List.of(), null);
        gated("m@1", 0, serving(model(1)));
        gated("m@2", 0, serving(model(2)));
        gated("p@1", 0, onOne);
        assertThat(decide(RiskTier.MINIMAL, serving(model(1)), onOne).outcome()).isEqualTo(Outcome.ALLOWED);
        Decision decision = decide(RiskTier.MINIMAL, serving(model(2)), onTwo);
        assertThat(decision.outcome()).isEqualTo(Outcome.NEEDS_GATE);
        assertThat(decision.changes())
                .filteredOn(ProductionChange.Change::missingGate)
                .extracting(ProductionChange.Change::after)
                .containsExactly("p@1 on m@2");
        assertThat(decide(RiskTier.MINIMAL, onOne, onTwo).outcome()).isEqualTo(Outcome.NEEDS_GATE);
        gated("m@2", 0, onTwo);
        assertThat(decide(RiskTier.MINIMAL, onOne, onTwo).outcome())
                .as("a gate of the model with the prompt is one of both")
                .isEqualTo(Outcome.ALLOWED);
        assertThat(decide(RiskTier.MINIMAL, serving(model(2)), onTwo).outcome()).isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void refusesToLeaveProduction() {
        ServedConfiguration before = serving(model(1));
        ServedConfiguration after = new ServedConfiguration(
                Environment.DEVELOPMENT, before.target(), null, null, STRICT, null, null, List.of(), null);
        assertThat(decide(RiskTier.MINIMAL, before, after).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void readsBackItsOwnOutput() {
        ServedConfiguration all = with(
                serving(model(1)),
                new Prompt("p", 3, "sha256:p"),
                "sha256:h",
                LOOSE,
                List.of(new Fallback("timeout", model(2))),
                new Shadow(0.25, model(3)));
        ServedConfiguration read = ServedConfiguration.read(JSON.readTree(JSON.writeValueAsString(all.document())));
        assertThat(read).isEqualTo(all);
        assertThat(read.digest()).isEqualTo(all.digest()).matches("sha256:[0-9a-f]{64}");
        assertThatIllegalArgumentException().isThrownBy(() -> ServedConfiguration.read(JSON.readTree("{\"v\": 2}")));
    }

    @Test
    void acceptsOnlyTablesThatRequireMoreOfHigherTiers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangeRules.Rule(false, false, List.of(2, 1, 0)));
        ChangeRules partial = new ChangeRules(Map.of());
        assertThat(partial).as("what a table does not say is as usual").isEqualTo(ChangeRules.STANDARD);
    }
}
