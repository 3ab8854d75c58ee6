package io.plumbline.console.benchmark;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Benchmarks and their runs.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1")
interface BenchmarkClient {

    /// By name.
    @GetExchange("/benchmarks")
    Page<Benchmark> benchmarks(@RequestParam int limit);

    /// Newest first.
    @GetExchange("/benchmark-runs")
    Page<Run> list(
            @RequestParam(required = false) @Nullable String benchmark,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/benchmark-runs/{id}")
    Run get(@PathVariable UUID id);

    @PostExchange("/benchmark-runs/{id}/cancel")
    void cancel(@PathVariable UUID id);

    @GetExchange("/benchmark-runs/{id}/comparison")
    Comparison compare(@PathVariable UUID id, @RequestParam UUID baseline);

    record Benchmark(
            String name,
            String team,
            String format,
            @Nullable String description,
            @Nullable Integer newestVersion) {}

    record Run(
            UUID id,
            String team,
            Subject subject,
            String target,
            String status,
            @Nullable String halted,
            @Nullable String error,
            Activity activity,
            Pins pins,
            @Nullable Results results) {

        public boolean isRunning() {
            return status.equals("RUNNING") || status.equals("QUEUED");
        }
    }

    record Subject(String benchmark, int version, String digest, String format) {}

    record Activity(Progress progress, Times times) {}

    record Progress(int total, int answered, long calls, long tokens, BigDecimal costUsd) {}

    record Times(Instant createdAt, @Nullable Instant finishedAt) {}

    record Pins(
            String settingsDigest,
            String reference,
            @Nullable String servedConfiguration) {}

    record Results(
            String method,
            int shots,
            int items,
            int errors,
            List<Metric> metrics,
            List<Group> groups,
            @Nullable Contamination contamination) {}

    record Metric(String name, double value, double low, double high, int items, String interval) {}

    record Group(String group, Metric result) {}

    record Contamination(
            @Nullable Metric completed, @Nullable Change order) {}

    record Change(int items, double before, double after, double difference, double low, double high, double pValue) {}

    record Comparison(
            UUID run,
            UUID baseline,
            String metric,
            @Nullable Change all,
            List<GroupChange> groups) {}

    record GroupChange(String group, Change change) {}
}
