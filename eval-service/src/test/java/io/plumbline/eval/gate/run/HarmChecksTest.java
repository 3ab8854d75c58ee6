package io.plumbline.eval.gate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.gate.ledger.Gates;
import io.plumbline.eval.gate.run.HarmMeasurements.Bounded;
import io.plumbline.eval.gate.run.HarmMeasurements.Measured;
import io.plumbline.eval.harm.figure.HarmFigure;
import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.harm.figure.HarmMetric;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.suite.document.HarmTierRule;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HarmChecksTest {

    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final HarmLimit LIMIT = new HarmLimit(HarmMetric.COUNTERFACTUAL_DECISION, null, 0.2, null);

    private static HarmFigure figure(String group, double value, int items) {
        return new HarmFigure(
                HarmMetric.COUNTERFACTUAL_DECISION, group, value, value - 0.05, value + 0.05, items, null, null);
    }

    private static Measured measured(@Nullable String partial, HarmFigure... figures) {
        return new Measured(
                new UUID(0, 1),
                "measurement",
                NOW,
                Stream.of(figures)
                        .map(figure -> new Bounded(LIMIT, figure, LIMIT.outcome(figure)))
                        .toList(),
                partial);
    }

    private static String outcome(@Nullable Integer minItems, Measured... found) {
        HarmTierRule rule =
                new HarmTierRule(HarmKind.COUNTERFACTUAL, null, null, null, List.of(LIMIT), minItems, null, null);
        return new HarmChecks((_, _, _) -> List.of(found), Clock.fixed(NOW, ZoneOffset.UTC))
                .of(Gates.gate(Gates.document("\"metrics\": []"), null), rule)
                .getFirst()
                .outcome();
    }

    @Test
    void passesOnlyIfEachGroupHasEnoughValues() {
        HarmFigure large = figure("gender: man", 0, 100);
        HarmFigure small = figure("gender: woman", 0, 99);
        assertThat(outcome(100, measured(null, large))).isEqualTo("PASS");
        assertThat(outcome(100, measured(null, large, small))).isEqualTo("INCONCLUSIVE");
        assertThat(outcome(99, measured(null, large, small))).isEqualTo("PASS");
        assertThat(outcome(null, measured(null, large, small))).isEqualTo("PASS");
    }

    @Test
    void failsByFewValuesAndByAPartialMeasurement() {
        HarmFigure good = figure("gender: man", 0, 100);
        HarmFigure bad = figure("gender: woman", 0.5, 1);
        assertThat(outcome(100, measured(null, good, bad))).isEqualTo("FAIL");
        assertThat(outcome(100, measured(null, good), measured("it was cancelled", bad)))
                .isEqualTo("FAIL");
        assertThat(outcome(100, measured("it was cancelled", good))).isEqualTo("INCONCLUSIVE");
    }
}
