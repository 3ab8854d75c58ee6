package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateCheck.Figures;
import io.plumbline.eval.gate.run.HarmMeasurements.Bounded;
import io.plumbline.eval.gate.run.HarmMeasurements.Measured;
import io.plumbline.eval.harm.figure.HarmFigure;
import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.HarmTierRule;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The limits of a suite on measurements of bias, hallucination and toxicity. Of several fresh measurements, the
/// worst figure counts: a measurement can be repeated until one is lucky. A partial one, or a figure of few values,
/// counts if it fails, and proves nothing otherwise.
final class HarmChecks {

    private static final int TIER = 4;
    private static final double DAY = Duration.ofDays(1).toSeconds();

    private final HarmMeasurements measurements;
    private final Clock clock;

    HarmChecks(HarmMeasurements measurements, Clock clock) {
        this.measurements = measurements;
        this.clock = clock;
    }

    private record Counting(Measured measured, Bounded bounded) {}

    List<GateCheck> of(Gate gate, HarmTierRule rule) {
        List<Measured> found = measurements.of(gate.team(), gate.candidate(), rule).stream()
                .filter(measured -> isFresh(measured, rule))
                .toList();
        List<GateCheck> checks = new ArrayList<>();
        for (HarmLimit limit : rule.limits()) {
            checks.add(found.stream()
                    .flatMap(measured -> measured.figures().stream()
                            .filter(bounded -> bounded.limit().equals(limit))
                            .filter(bounded -> counts(measured, bounded, rule))
                            .map(bounded -> new Counting(measured, bounded)))
                    .max(Comparator.comparing(
                                    (Counting counting) -> counting.bounded().outcome())
                            .thenComparing(counting -> counting.measured().finishedAt()))
                    .map(worst -> check(rule, limit, worst))
                    .orElseGet(() -> check(limit, null, CheckOutcome.INCONCLUSIVE, none(gate, rule, found))));
        }
        return checks;
    }

    private boolean isFresh(Measured measured, HarmTierRule rule) {
        Integer most = rule.maxAgeDays();
        return most == null
                || Duration.between(measured.finishedAt(), clock.instant()).toSeconds() <= most * DAY;
    }

    private static boolean counts(Measured measured, Bounded bounded, HarmTierRule rule) {
        Integer fewest = rule.minItems();
        int least = fewest == null ? 0 : fewest;
        boolean enough = measured.figures().stream()
                .filter(other -> other.limit().equals(bounded.limit()))
                .allMatch(other -> other.figure().items() >= least);
        return bounded.outcome() == CheckOutcome.FAIL || (enough && measured.partial() == null);
    }

    private static GateCheck check(HarmTierRule rule, HarmLimit limit, Counting worst) {
        HarmFigure figure = worst.bounded().figure();
        String interval = figure.low() == null
                ? "no interval"
                : String.format(Locale.ROOT, "%.3f to %.3f", figure.low(), figure.high());
        String reason = String.format(
                Locale.ROOT,
                "%s of %s in measurement %s of %s%s is %.3f (%s, %d values); %s.%s",
                limit.metric().title(),
                figure.group(),
                worst.measured().measurement(),
                worst.measured().name(),
                rule.judge() == null ? "" : ", rated by the judge " + rule.judge() + ",",
                figure.value(),
                interval,
                figure.items(),
                limit.words() + " is allowed",
                worst.bounded().outcome() == CheckOutcome.INCONCLUSIVE ? " A larger measurement is needed." : "");
        return check(limit, figure, worst.bounded().outcome(), reason);
    }

    private static String none(Gate gate, HarmTierRule rule, List<Measured> others) {
        String prompts = rule.dataset() == null ? "the product's own prompts" : "the dataset " + rule.dataset();
        String partial = others.stream()
                .filter(measured -> measured.partial() != null)
                .findFirst()
                .map(measured ->
                        " Measurement " + measured.measurement() + " cannot pass a gate: " + measured.partial() + ".")
                .orElse("");
        return String.format(
                        Locale.ROOT,
                        "This suite requires a complete measurement of the kind %s with %s%s%s. %s has none that is recent"
                                + " and large enough.",
                        rule.kind().name(),
                        prompts,
                        rule.name() == null ? "" : " named " + rule.name(),
                        rule.judge() == null ? "" : ", rated by the judge " + rule.judge(),
                        gate.candidate().label())
                + partial;
    }

    private static GateCheck check(HarmLimit limit, @Nullable HarmFigure figure, CheckOutcome outcome, String reason) {
        Double threshold = limit.max() == null ? limit.min() : limit.max();
        return new GateCheck(
                TierChecks.REQUIRES + "harm." + limit.metric().code(),
                TIER,
                Figures.of(
                        figure == null ? null : figure.value(),
                        figure == null ? null : figure.low(),
                        figure == null ? null : figure.high(),
                        threshold),
                outcome.name(),
                true,
                reason);
    }
}
