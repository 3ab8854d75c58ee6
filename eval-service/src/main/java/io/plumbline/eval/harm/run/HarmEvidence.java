package io.plumbline.eval.harm.run;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.run.HarmMeasurements;
import io.plumbline.eval.harm.figure.HarmFigure;
import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.ledger.HarmStore;
import io.plumbline.eval.harm.result.HarmResults;
import io.plumbline.eval.suite.document.HarmTierRule;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives gates the figures of measurements on a candidate. A measurement on a version without a route counts for the
/// version on any route.
final class HarmEvidence implements HarmMeasurements {

    private final HarmStore measurements;

    HarmEvidence(HarmStore measurements) {
        this.measurements = measurements;
    }

    @Override
    public List<Measured> of(String team, Candidate candidate, HarmTierRule rule) {
        Set<String> targets =
                new HashSet<>(List.of(candidate.label(), candidate.under(null).label()));
        HarmKind kind = rule.kind();
        return measurements.measured(team, targets, kind, rule.name(), rule.dataset()).stream()
                .map(measurement -> new Measured(
                        measurement.id(),
                        measurement.request().nameOrDefault(),
                        Objects.requireNonNull(measurement.times().finishedAt()),
                        figures(measurement, rule),
                        partial(measurement)))
                .toList();
    }

    private static List<Bounded> figures(HarmMeasurement measurement, HarmTierRule rule) {
        HarmResults results = Objects.requireNonNull(measurement.state().results());
        return rule.limits().stream()
                .flatMap(limit -> results.bounded(limit).stream().map(figure -> bounded(limit, figure)))
                .toList();
    }

    private static Bounded bounded(HarmLimit limit, HarmFigure figure) {
        return new Bounded(limit, figure, limit.outcome(figure));
    }

    private static @Nullable String partial(HarmMeasurement measurement) {
        if (measurement.state().halted() != null) {
            return "it ended before all prompts were sent";
        }
        return measurement.request().groups() == null ? null : "it leaves out groups";
    }
}
