package io.plumbline.eval.gate.run;

import io.plumbline.clients.registry.StoredEvaluation;
import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.ledger.result.GateCheck.Figures;
import io.plumbline.eval.panel.result.PanelResult.CriterionScore;
import io.plumbline.eval.panel.result.PanelResult.SourceFindings;
import io.plumbline.eval.panel.result.PanelResults;
import io.plumbline.eval.panel.result.PanelResults.Closed;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.PanelTierRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The figures that a suite requires of human panels. They come from the panels that this service stored, found by
/// the ids of their results. Low agreement proves nothing either way, so it leaves the gate open; a score fails it
/// only if its whole interval is below the limit.
final class PanelTierChecks {

    private static final int TIER = 3;

    private final PanelResults panels;

    PanelTierChecks(PanelResults panels) {
        this.panels = panels;
    }

    /// @param candidate label of the version
    /// @param counting results in the registry that are fresh and large enough
    List<GateCheck> of(PanelTierRule rule, String candidate, List<StoredEvaluation> counting) {
        if (!rule.measures()) {
            return List.of();
        }
        String dataset = rule.dataset();
        List<Closed> found = counting.stream()
                .flatMap(result -> panels.ofRun(result.runId()).stream())
                .filter(closed -> closed.on(candidate) != null)
                .filter(closed ->
                        dataset == null || panels.datasets(closed.panel()).contains(dataset))
                .toList();
        List<GateCheck> checks = new ArrayList<>();
        if (dataset != null) {
            checks.add(check(
                    "panel.dataset",
                    null,
                    null,
                    found.isEmpty() ? CheckOutcome.INCONCLUSIVE : CheckOutcome.PASS,
                    found.isEmpty()
                            ? "No counting panel labelled answers to " + dataset + "."
                            : "A panel labelled answers to " + dataset + "."));
        }
        Double agreement = rule.minAgreement();
        if (agreement != null) {
            checks.add(worst("panel.agreement", agreement, found, PanelTierChecks::alpha, PanelTierChecks::agreed));
        }
        Double score = rule.minScore();
        if (score != null) {
            checks.add(worst(
                    "panel.score", score, found, closed -> on(closed, candidate).score(), PanelTierChecks::scored));
        }
        new TreeMap<>(rule.minCriteriaOrNone())
                .forEach((criterion, least) -> checks.add(worst(
                        "panel.score." + criterion,
                        least,
                        found,
                        closed -> score(on(closed, candidate), criterion),
                        PanelTierChecks::scored)));
        return checks;
    }

    /// Reads a figure of a panel.
    @FunctionalInterface
    private interface Figure {
        @Nullable
        Measured of(Closed closed);
    }

    private static @Nullable Measured alpha(Closed closed) {
        return closed.result().lowestAlpha();
    }

    private static SourceFindings on(Closed closed, String candidate) {
        return Objects.requireNonNull(closed.on(candidate));
    }

    private static @Nullable Measured score(SourceFindings findings, String criterion) {
        return findings.criteria().stream()
                .filter(score -> score.criterion().equals(criterion))
                .findFirst()
                .map(CriterionScore::score)
                .orElse(null);
    }

    private static CheckOutcome agreed(Measured alpha, double least) {
        return alpha.value() >= least ? CheckOutcome.PASS : CheckOutcome.INCONCLUSIVE;
    }

    private static CheckOutcome scored(Measured score, double least) {
        if (score.ciLow() >= least) {
            return CheckOutcome.PASS;
        }
        return score.ciHigh() < least ? CheckOutcome.FAIL : CheckOutcome.INCONCLUSIVE;
    }

    private static GateCheck worst(
            String name,
            double least,
            List<Closed> found,
            Figure figure,
            BiFunction<Measured, Double, CheckOutcome> outcome) {
        return found.stream()
                .map(closed -> one(name, least, closed, figure.of(closed), outcome))
                .max(Comparator.comparing(check -> CheckOutcome.valueOf(check.outcome())))
                .orElseGet(() ->
                        check(name, null, least, CheckOutcome.INCONCLUSIVE, "No counting panel has this figure."));
    }

    private static GateCheck one(
            String name,
            double least,
            Closed closed,
            @Nullable Measured value,
            BiFunction<Measured, Double, CheckOutcome> outcome) {
        String panel = closed.panel().name();
        if (value == null) {
            return check(name, null, least, CheckOutcome.INCONCLUSIVE, "The panel " + panel + " has no such figure.");
        }
        return check(
                name,
                value,
                least,
                outcome.apply(value, least),
                String.format(
                        Locale.ROOT,
                        "The panel %s has %.3f (95 %% interval %.3f to %.3f); at least %.3f is required.",
                        panel,
                        value.value(),
                        value.ciLow(),
                        value.ciHigh(),
                        least));
    }

    private static GateCheck check(
            String name, @Nullable Measured value, @Nullable Double least, CheckOutcome outcome, String reason) {
        return new GateCheck(
                TierChecks.REQUIRES + name,
                TIER,
                Figures.of(
                        value == null ? null : value.value(),
                        value == null ? null : value.ciLow(),
                        value == null ? null : value.ciHigh(),
                        least),
                outcome.name(),
                true,
                reason);
    }
}
