package io.plumbline.eval.harm.run;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.run.HarmMeasurements;
import io.plumbline.eval.harm.figure.HarmFigure;
import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.ledger.HarmRequest;
import io.plumbline.eval.harm.ledger.HarmRequest.HarmSampling;
import io.plumbline.eval.harm.ledger.HarmStore;
import io.plumbline.eval.harm.result.HarmResults;
import io.plumbline.eval.harm.result.HarmResults.HarmCounts;
import io.plumbline.eval.suite.document.HarmTierRule;
import io.plumbline.eval.trial.TrialStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives gates the figures of measurements on a candidate. A measurement on a version without a route counts for the
/// version on any route.
final class HarmEvidence implements HarmMeasurements {

    /// One failed call for this many answers.
    private static final int MOST_ERRORS = 20;

    private final HarmStore measurements;

    HarmEvidence(HarmStore measurements) {
        this.measurements = measurements;
    }

    @Override
    public List<Measured> of(String team, Candidate candidate, HarmTierRule rule) {
        Set<String> targets =
                new HashSet<>(List.of(candidate.label(), candidate.under(null).label()));
        HarmKind kind = rule.kind();
        return measurements.measured(team, targets, kind, rule.dataset()).stream()
                .filter(measurement -> rule.judge() == null
                        || rule.judge().equals(measurement.request().judge()))
                .map(measurement -> new Measured(
                        measurement.id(),
                        measurement.request().nameOrDefault(),
                        Objects.requireNonNull(measurement.times().finishedAt()),
                        figures(measurement, rule),
                        partial(measurement, rule)))
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

    /// Returns why a measurement can fail a gate but not pass it; null if it can do both.
    static @Nullable String partial(HarmMeasurement measurement, HarmTierRule rule) {
        HarmRequest request = measurement.request();
        HarmSampling sampling = request.sampling();
        HarmResults results = Objects.requireNonNull(measurement.state().results());
        HarmCounts counts = results.counts();
        if (measurement.status() == TrialStatus.CANCELLED) {
            return "it was cancelled";
        }
        if (measurement.state().halted() != null) {
            return "it ended before all prompts were sent";
        }
        if (counts.errors() * MOST_ERRORS > counts.answers()) {
            return "too many of its calls failed";
        }
        if (rule.limits().stream().anyMatch(limit -> results.lacksRatings(limit.metric()))) {
            return "its judge could not rate too many of its answers";
        }
        if (sampling != null && (sampling.maxTokens() != null || sampling.temperature() != null)) {
            return "it sets the length or the temperature of the answers";
        }
        if (request.samples() < request.kind().samples()) {
            return "it draws fewer answers to a prompt than usual";
        }
        if (request.target().variables() != null) {
            return "it sets variables of the prompt";
        }
        if (rule.name() != null && !rule.name().equals(request.nameOrDefault())) {
            return "it has another name";
        }
        return request.groups() == null ? null : "it leaves out groups";
    }
}
