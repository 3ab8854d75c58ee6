package io.plumbline.bench.utility;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.bench.utility.FalseFindings.Effect;
import io.plumbline.bench.utility.OrdinaryTexts.OrdinaryText;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The budget for false positives of the guards in ordinary texts.
class FalseFindingsTest {

    /// A detector with more findings needs a context word or a checksum.
    private static final double BUDGET_PER_MEGABYTE = 8;

    private static final List<OrdinaryText> TEXTS = OrdinaryTexts.of(17, 150);

    private final FalseFindings findings = new FalseFindings(GuardEngine.standard(), TEXTS);

    @Test
    void everyDetectorKeepsToItsBudget() {
        assertThat(findings.perMegabyte(BuiltInPolicy.STRICT.policy()))
                .allSatisfy((detector, rate) -> assertThat(rate).as(detector).isLessThanOrEqualTo(BUDGET_PER_MEGABYTE));
    }

    @Test
    void standardLeavesOrdinaryTextsAlone() {
        List<Effect> effects = findings.effects(BuiltInPolicy.DETERMINISTIC.policy());
        assertThat(effects.stream().mapToInt(Effect::altered).sum()).isLessThanOrEqualTo(TEXTS.size() / 100);
        assertThat(effects.stream().mapToInt(Effect::blocked).sum()).isLessThanOrEqualTo(TEXTS.size() / 1000);
        assertThat(effects.stream().mapToInt(Effect::misled).sum()).isLessThanOrEqualTo(TEXTS.size() / 100);
    }

    /// What a model repeats is restored; what it would have to read is lost.
    @Test
    void tellsWhichRedactionsMislead() {
        FalseFindings findings = new FalseFindings(
                GuardEngine.standard(),
                List.of(
                        new OrdinaryText("mail", "Write to ada99@example.com about 12 parcels."),
                        new OrdinaryText("card", "Is 4111 1111 1111 1111 more than 12?")));
        assertThat(findings.effects(BuiltInPolicy.DETERMINISTIC.policy()))
                .containsExactly(new Effect("card", 1, 1, 0, 1), new Effect("mail", 1, 1, 0, 0));
    }

    @Test
    void strictLeavesMostOrdinaryTextsAlone() {
        List<Effect> effects = findings.effects(BuiltInPolicy.STRICT.policy());
        assertThat(effects.stream().mapToInt(Effect::altered).sum()).isLessThanOrEqualTo(TEXTS.size() / 20);
        assertThat(effects.stream().mapToInt(Effect::blocked).sum()).isLessThanOrEqualTo(TEXTS.size() / 200);
    }

    @Test
    void noticesAPolicyThatAltersThem() {
        FalseFindings personal = new FalseFindings(
                GuardEngine.standard(), List.of(new OrdinaryText("chat", "Mail ada.lovelace@example.com, please.")));
        assertThat(personal.effects(BuiltInPolicy.DETERMINISTIC.policy()))
                .containsExactly(new Effect("chat", 1, 1, 0, 0));
        assertThat(personal.perMegabyte(BuiltInPolicy.STRICT.policy())).containsOnlyKeys("pii.email");
    }

    @Test
    void makesTheSameTextsAgain() {
        assertThat(OrdinaryTexts.of(17, 150)).isEqualTo(TEXTS);
    }
}
