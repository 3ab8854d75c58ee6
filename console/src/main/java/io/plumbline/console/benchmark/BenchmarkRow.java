package io.plumbline.console.benchmark;

import io.plumbline.console.benchmark.BenchmarkClient.Change;
import io.plumbline.console.benchmark.BenchmarkClient.Metric;
import io.plumbline.console.benchmark.BenchmarkClient.Results;
import io.plumbline.console.benchmark.BenchmarkClient.Run;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run in the list.
///
/// @param benchmark name and version
/// @param halted why it ended early; null if it did not
/// @param metric name of the metric that represents the benchmark
record BenchmarkRow(
        UUID id,
        String benchmark,
        String target,
        String status,
        @Nullable String halted,
        String metric,
        String value,
        Instant at) {

    static BenchmarkRow of(Run run) {
        Results results = run.results();
        Metric main = results == null || results.metrics().isEmpty()
                ? null
                : results.metrics().getFirst();
        return new BenchmarkRow(
                run.id(),
                run.subject().benchmark() + "@" + run.subject().version(),
                run.target(),
                run.status(),
                halted(run.halted()),
                main == null ? "–" : main.name(),
                share(main),
                run.activity().times().createdAt());
    }

    /// A value in a table.
    public record Line(String name, int items, String value) {

        static Line of(String name, Metric metric) {
            return new Line(name, metric.items(), share(metric));
        }
    }

    /// A change in a table.
    public record ChangeLine(String name, int items, String before, String after, String difference, String pValue) {

        static ChangeLine of(String name, Change change) {
            return new ChangeLine(
                    name,
                    change.items(),
                    percent(change.before()),
                    percent(change.after()),
                    String.format(
                                    Locale.ROOT,
                                    "%+.1f points (%+.1f … %+.1f)",
                                    100 * change.difference(),
                                    100 * change.low(),
                                    100 * change.high())
                            .replace('-', '−'),
                    change.pValue() < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", change.pValue()));
        }
    }

    /// Returns `64.2 % (60.1 … 68.3)`; a dash for null.
    static String share(@Nullable Metric metric) {
        return metric == null
                ? "–"
                : String.format(
                        Locale.ROOT,
                        "%.1f %% (%.1f … %.1f)",
                        100 * metric.value(),
                        100 * metric.low(),
                        100 * metric.high());
    }

    /// Returns why a run ended early, in a sentence; null for null.
    static @Nullable String halted(@Nullable String halted) {
        return switch (halted) {
            case null -> null;
            case "CALLS" -> "The budget of calls is spent.";
            case "TOKENS" -> "The budget of tokens is spent.";
            case "COST" -> "The budget of money is spent.";
            default -> "The target stopped answering.";
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
