package io.plumbline.console.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Benchmarks and their runs.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1")
interface BenchmarkClient {

    /// By name.
    @GetExchange("/benchmarks")
    Page<Benchmark> benchmarks(@RequestParam int limit);

    @GetExchange("/benchmarks/{name}")
    Benchmark benchmark(@PathVariable String name);

    @PutExchange("/benchmarks/{name}")
    Benchmark put(@PathVariable String name, @RequestBody Draft draft);

    /// Checks files without storing them.
    @PostExchange(url = "/benchmarks/{name}/versions/check", contentType = MediaType.MULTIPART_FORM_DATA_VALUE)
    Checked check(
            @PathVariable String name, @RequestParam String format, @RequestBody MultiValueMap<String, Object> parts);

    @PostExchange(url = "/benchmarks/{name}/versions", contentType = MediaType.MULTIPART_FORM_DATA_VALUE)
    Version upload(@PathVariable String name, @RequestBody MultiValueMap<String, Object> parts);

    @PostExchange("/benchmarks/{name}/runs")
    Run open(@PathVariable String name, @RequestBody RunBody body);

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

    /// A new benchmark.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Draft(
            @Nullable String team, String format, @Nullable String description) {}

    record Checked(int newestVersion, int items, int examples, boolean unchanged) {}

    record Version(int version, int items, int examples) {}

    /// What starts a run.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RunBody(
            Target target,
            @Nullable Settings settings,
            @Nullable Contaminated contamination,
            @Nullable Budget budget) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Target(
            @Nullable String model,
            @Nullable String prompt,
            @Nullable Integer version,
            @Nullable String route) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Settings(
            @Nullable Integer items,
            @Nullable Long seed,
            @Nullable Integer samples,
            @Nullable String judge) {}

    record Contaminated(int items) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Budget(@Nullable Integer calls, @Nullable BigDecimal costUsd) {}

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
            @Nullable String servedConfiguration,
            @Nullable PinnedJudge judge) {}

    record PinnedJudge(String name, String digest) {}

    record Results(
            String method,
            int shots,
            int items,
            int errors,
            List<Metric> metrics,
            List<Group> groups,
            @Nullable Contamination contamination,
            @Nullable JudgeResult judge) {}

    /// @param reason why its error is unknown; null if it is known
    record JudgeResult(
            String name,
            @Nullable UUID calibration,
            @Nullable Metric error,
            @Nullable Metric corrected,
            @Nullable String reason) {}

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
