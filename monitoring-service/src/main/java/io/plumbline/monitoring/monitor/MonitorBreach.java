package io.plumbline.monitoring.monitor;

import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertKey;
import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.AlertSource;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change that a monitor has detected.
///
/// @param incidentId id of its incident; null until governance-service accepts it
record MonitorBreach(
        UUID id,
        String team,
        String monitor,
        MonitorPlan plan,
        Alarm alarm,
        @Nullable UUID incidentId) {

    static AlertKey alertKey(String monitor, MonitorPlan plan) {
        return new AlertKey(AlertSource.MONITOR, monitor, plan.metric().name());
    }

    /// Returns the alert, with the id of the breach.
    Alert alert() {
        return Alert.firing(
                id,
                team,
                alertKey(monitor, plan),
                AlertSeverity.TICKET,
                new Alert.AlertText(
                        "%s of the route %s has changed".formatted(plan.metric(), plan.route()),
                        String.format(
                                Locale.ROOT,
                                "Monitor %s: %s was %.4g and is %.4g since about %s. Detector %s, %.2f false alarms"
                                        + " expected per month.",
                                monitor,
                                plan.metric(),
                                alarm.normal(),
                                alarm.value(),
                                alarm.changedAt(),
                                plan.detector(),
                                plan.falseAlarmsPerMonth()),
                        Map.of(
                                "changedAt",
                                alarm.changedAt().toString(),
                                "normal",
                                alarm.normal(),
                                "value",
                                alarm.value(),
                                "callsSinceChange",
                                alarm.callsSinceChange())),
                alarm.at());
    }

    /// Returns the attributes of its audit event.
    Map<String, Object> facts() {
        return Map.of(
                "route", plan.route(),
                "metric", plan.metric().name(),
                "detector", plan.detector().name(),
                "changedAt", alarm.changedAt().toString(),
                "normal", alarm.normal(),
                "value", alarm.value(),
                "callsSinceChange", alarm.callsSinceChange());
    }
}
