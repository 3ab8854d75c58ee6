package io.plumbline.console.rollout;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The form that starts a rollout.
///
/// @param stepWeight parallel to the other lists of steps; a row without a weight is left out
/// @param metric codes of the selected metrics
/// @param margin margins of all metrics, in the order of [ComparedMetric]
/// @param scorer scorer of the online evaluation, for the metric `judgeScore`
/// @param dryRun set if harm is to be recorded only
/// @param again set to start even if this candidate was rolled back recently
/// @param startsAt local date and time in UTC; empty for now
record RolloutForm(
        @Nullable String route,
        @Nullable String version,
        @Nullable String prompt,
        @Nullable List<String> stepWeight,
        @Nullable List<String> stepMinCalls,
        @Nullable List<String> stepMaxMinutes,
        @Nullable List<String> metric,
        @Nullable List<String> margin,
        @Nullable String scorer,
        @Nullable String dryRun,
        @Nullable String again,
        @Nullable String startsAt) {

    private static final int LEAST_ROWS = 4;

    /// A value that cannot be read.
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String field;

        Unreadable(String field, String message) {
            super(message, null, false, false);
            this.field = field;
        }

        String field() {
            return field;
        }

        String reason() {
            return Objects.requireNonNull(getMessage());
        }
    }

    /// A row of the steps.
    record StepRow(String weight, String minCalls, String maxMinutes) {}

    static RolloutForm empty(@Nullable String route) {
        return new RolloutForm(
                route,
                "",
                "",
                List.of("10", "50"),
                List.of("200", "500"),
                List.of("", ""),
                List.of(ComparedMetric.ERROR_RATE.code(), ComparedMetric.SCORE.code()),
                Arrays.stream(ComparedMetric.values())
                        .map(ComparedMetric::margin)
                        .toList(),
                "",
                null,
                null,
                "");
    }

    /// A row of the metrics.
    record MetricRow(ComparedMetric metric, boolean selected, String margin) {}

    /// Returns all metrics.
    public List<MetricRow> metricRows() {
        List<MetricRow> rows = new ArrayList<>();
        for (ComparedMetric each : ComparedMetric.values()) {
            rows.add(new MetricRow(each, metric != null && metric.contains(each.code()), at(margin, rows.size())));
        }
        return rows;
    }

    /// Returns the rows of the steps, with some empty ones for more.
    public List<StepRow> rows() {
        int filled = stepWeight == null ? 0 : stepWeight.size();
        return IntStream.range(0, Math.max(LEAST_ROWS, filled))
                .mapToObj(i -> new StepRow(at(stepWeight, i), at(stepMinCalls, i), at(stepMaxMinutes, i)))
                .toList();
    }

    private static String at(@Nullable List<String> values, int index) {
        String value = values == null || index >= values.size() ? null : values.get(index);
        return value == null ? "" : value.strip();
    }

    /// @throws Unreadable for a value that no request can hold
    Map<String, Object> body() {
        Map<String, Object> candidate = new LinkedHashMap<>();
        candidate.put("version", number(Objects.requireNonNullElse(version, ""), "version"));
        put(candidate, "prompt", prompt);
        List<Map<String, Object>> steps = new ArrayList<>();
        for (StepRow row : rows()) {
            if (row.weight().isEmpty()) {
                continue;
            }
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("weight", number(row.weight(), "steps"));
            if (!row.minCalls().isEmpty()) {
                step.put("minCalls", number(row.minCalls(), "steps"));
            }
            if (!row.maxMinutes().isEmpty()) {
                step.put("maxMinutes", number(row.maxMinutes(), "steps"));
            }
            steps.add(step);
        }
        if (steps.isEmpty()) {
            throw new Unreadable("steps", "need at least one weight");
        }
        Map<String, Object> analysis = new LinkedHashMap<>();
        analysis.put("metrics", metrics());
        if (dryRun != null) {
            analysis.put("rollback", "DRY_RUN");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("route", Objects.requireNonNullElse(route, ""));
        body.put("candidate", candidate);
        body.put("steps", steps);
        body.put("analysis", analysis);
        if (again != null) {
            body.put("ignoreCoolDown", true);
        }
        if (startsAt != null && !startsAt.isBlank()) {
            try {
                body.put("startsAt", LocalDateTime.parse(startsAt.strip()).toInstant(ZoneOffset.UTC));
            } catch (DateTimeParseException e) {
                throw new Unreadable("startsAt", "must be a date and time such as 2026-12-01T09:00");
            }
        }
        return body;
    }

    private static void put(Map<String, Object> part, String member, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            part.put(member, value.strip());
        }
    }

    private List<Map<String, Object>> metrics() {
        List<Map<String, Object>> metrics = new ArrayList<>();
        for (MetricRow row : metricRows()) {
            if (row.selected()) {
                try {
                    Map<String, Object> compared = new LinkedHashMap<>();
                    compared.put("name", row.metric().code());
                    compared.put("margin", new BigDecimal(row.margin()));
                    if (row.metric() == ComparedMetric.JUDGE_SCORE) {
                        put(compared, "scorer", scorer);
                    }
                    metrics.add(compared);
                } catch (NumberFormatException e) {
                    throw new Unreadable("metrics", "need margins from 0 to 1");
                }
            }
        }
        if (metrics.isEmpty()) {
            throw new Unreadable("metrics", "need at least one selection");
        }
        return metrics;
    }

    private static int number(String text, String field) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new Unreadable(field, "must be a whole number");
        }
    }
}
