package io.plumbline.monitoring.drift;

import io.plumbline.audit.UuidV7;
import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertKey;
import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.Alerts;
import io.plumbline.monitoring.drift.statistics.DriftStatistics;
import io.plumbline.monitoring.drift.statistics.DriftTest;
import io.plumbline.monitoring.drift.statistics.PlanarProjection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Compares windows with their baselines, and raises and resolves the alerts.
@Component
class DriftComparison {

    private static final int EXEMPLARS = 5;

    private final DriftStore store;
    private final Alerts alerts;
    private final UuidV7 ids;

    DriftComparison(DriftStore store, Alerts alerts, UuidV7 ids) {
        this.store = store;
        this.alerts = alerts;
        this.ids = ids;
    }

    /// Raises an alert after a change of the encoder. The texts of the baseline may be gone, so a person decides.
    void refuse(DriftStore.Due baseline, DriftState state, Instant now) {
        alerts.raise(
                Alert.firing(
                        ids.next(),
                        baseline.team(),
                        DriftRules.encoderAlertKey(baseline.name()),
                        AlertSeverity.TICKET,
                        new Alert.AlertText(
                                "The baseline %s must be rebuilt".formatted(baseline.name()),
                                "The text encoder has changed, and vectors of different encoders cannot be compared."
                                        + " Nothing is compared until the baseline is rebuilt.",
                                Map.of("encoder", state.encoder())),
                        now),
                Map.of("route", baseline.plan().route(), "metric", "ENCODER"));
    }

    /// Resolves the alert about the encoder.
    void accept(DriftStore.Due baseline, Instant now) {
        alerts.resolve(DriftRules.encoderAlertKey(baseline.name()), now);
    }

    /// Resolves the alert of a baseline that begins again.
    void resolve(DriftStore.Due baseline, Instant now) {
        alerts.resolve(DriftRules.alertKey(baseline.name(), baseline.plan().text()), now);
    }

    /// Compares the complete window, and begins the next.
    void compare(DriftStore.Due baseline, DriftState state, Instant now) {
        List<DriftStore.Sample> window = store.samples(baseline.name(), false);
        float[][] before = vectors(store.samples(baseline.name(), true));
        float[][] after = vectors(window);
        DriftTest test = DriftTest.of(before, after);
        DriftPlan plan = baseline.plan();
        double level = plan.level();
        DriftStatistics statistics = test.statistics(level);
        ServedVersions.Compared versions = state.versions();
        DriftResult result = new DriftResult(
                ids.next(),
                baseline.team(),
                baseline.name(),
                plan.route(),
                plan.text(),
                new DriftResult.DriftWindow(
                        window.getFirst().call().at(), window.getLast().call().at(), window.size()),
                new DriftResult.ComparedWith(
                        plan.against(),
                        plan.dataset(),
                        versions == null ? null : versions.pair(),
                        before.length,
                        state.encoder()),
                statistics.pValue() <= level,
                level,
                statistics,
                Arrays.stream(test.newest(EXEMPLARS))
                        .mapToObj(i -> window.get(i).call().call())
                        .toList());
        store.store(result, PlanarProjection.of(before, after), UuidV7.instantOf(result.id()));
        store.forgetWindow(baseline.name());
        AlertKey key = DriftRules.alertKey(baseline.name(), result.text());
        if (result.drift()) {
            alerts.raise(alert(result, key, now), facts(result));
        } else {
            alerts.resolve(key, now);
        }
    }

    private static float[][] vectors(List<DriftStore.Sample> samples) {
        return samples.stream().map(DriftStore.Sample::vector).toArray(float[][]::new);
    }

    private Alert alert(DriftResult result, AlertKey key, Instant now) {
        DriftStatistics statistics = result.statistics();
        return Alert.firing(
                ids.next(),
                result.team(),
                key,
                AlertSeverity.TICKET,
                new Alert.AlertText(
                        "The %s of the route %s have drifted"
                                .formatted(result.text().plural(), result.route()),
                        String.format(
                                Locale.ROOT,
                                "%d calls until %s differ from the baseline %s: squared discrepancy %.4f, p = %.2g, AUC of a"
                                        + " classifier %.2f, stability index %.2f.",
                                result.window().calls(),
                                result.window().to(),
                                result.baseline(),
                                statistics.mmd(),
                                statistics.pValue(),
                                statistics.auc(),
                                statistics.psi()),
                        Map.of(
                                "comparison", result.id().toString(),
                                "mmd", statistics.mmd(),
                                "pValue", statistics.pValue(),
                                "auc", statistics.auc(),
                                "psi", statistics.psi(),
                                "calls", result.window().calls())),
                now);
    }

    private static Map<String, Object> facts(DriftResult result) {
        return Map.of(
                "route", result.route(),
                "metric", result.text() + "_DRIFT",
                "comparison", result.id().toString(),
                "pValue", result.statistics().pValue());
    }
}
