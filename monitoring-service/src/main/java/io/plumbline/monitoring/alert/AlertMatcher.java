package io.plumbline.monitoring.alert;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Selects alerts. An absent or empty list selects all; an alert matches if it is in every list.
///
/// @param sources what raises the alerts
/// @param names of monitors, objectives and baselines
/// @param routes of the calls
public record AlertMatcher(
        @Size(max = 5) @Nullable List<@NotNull AlertSource> sources,
        @Size(max = 2) @Nullable List<@NotNull AlertSeverity> severities,
        @Size(max = 20) @Nullable List<@NotNull @Size(min = 1, max = 127) String> names,
        @Size(max = 20) @Nullable List<@NotNull @Size(min = 1, max = 63) String> routes) {

    /// Selects all alerts.
    public static final AlertMatcher ALL = new AlertMatcher(List.of(), List.of(), List.of(), List.of());

    /// Returns it without repeated values, in order, as it is stored.
    public AlertMatcher normalised() {
        return new AlertMatcher(sorted(sources), sorted(severities), sorted(names), sorted(routes));
    }

    private static <T extends Comparable<? super T>> List<T> sorted(@Nullable List<T> values) {
        return values == null ? List.of() : values.stream().distinct().sorted().toList();
    }

    public boolean matches(Alert alert) {
        return selects(sources, alert.key().source())
                && selects(severities, alert.severity())
                && selects(names, alert.key().name())
                && selects(routes, alert.route());
    }

    private static <T> boolean selects(@Nullable List<T> values, @Nullable T value) {
        return values == null || values.isEmpty() || (value != null && values.contains(value));
    }
}
