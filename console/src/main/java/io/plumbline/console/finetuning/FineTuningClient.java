package io.plumbline.console.finetuning;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Fine-tuning jobs.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/fine-tuning-jobs")
interface FineTuningClient {

    @GetExchange
    Page<Job> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @PostExchange
    Job create(@RequestBody Map<String, Object> body);

    @GetExchange("/{id}")
    Job get(@PathVariable UUID id);

    @PostExchange("/{id}/cancel")
    Job cancel(@PathVariable UUID id);

    /// By step.
    @GetExchange("/{id}/metrics")
    Page<Point> metrics(
            @PathVariable UUID id, @RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// Newest first.
    @GetExchange("/{id}/events")
    Page<Event> events(@PathVariable UUID id, @RequestParam int limit);

    /// A job.
    ///
    /// @param base the model version that it trains
    record Job(
            UUID id,
            String team,
            String base,
            String trainingData,
            @Nullable String validationData,
            Terms terms,
            Progress progress,
            Times times,
            Author createdBy) {

        public boolean isOpen() {
            return progress.state().equals("QUEUED") || progress.state().equals("RUNNING");
        }

        /// Returns the state as the word of a badge.
        public String state() {
            return isOpen() && progress.stopping() != null ? "STOPPING" : progress.state();
        }

        /// Returns the name of a dataset without its version.
        public static String nameOf(String reference) {
            return reference.substring(0, reference.lastIndexOf('@'));
        }

        public static String versionOf(String reference) {
            return reference.substring(reference.lastIndexOf('@') + 1);
        }
    }

    /// What a job does.
    record Terms(
            String method,
            String baseModel,
            Map<String, Object> hyperParameters,
            int seed,
            Executor executor,
            Target target,
            @Nullable Budget budget,
            Watch watch) {

        /// Returns the hyperparameters, those of LoRA as `lora.rank` and so on.
        public Map<String, Object> parameters() {
            Map<String, Object> flat = new java.util.TreeMap<>();
            hyperParameters.forEach((name, value) -> {
                if (value instanceof Map<?, ?> nested) {
                    nested.forEach((inner, each) -> flat.put(name + "." + inner, each));
                } else {
                    flat.put(name, value);
                }
            });
            return flat;
        }
    }

    /// Where a job trains.
    record Executor(
            String kind,
            @Nullable Map<String, Object> openAi,
            @Nullable Map<String, Object> kubernetes,
            @Nullable Map<String, Object> command) {

        /// Returns the address, image or command.
        public @Nullable Object place() {
            return switch (kind) {
                case "OPENAI" -> openAi == null ? null : openAi.get("url");
                case "KUBERNETES" -> kubernetes == null ? null : kubernetes.get("image");
                default -> command == null ? null : command.get("name");
            };
        }
    }

    /// The model of the result.
    record Target(String model, String provider) {}

    /// What it may cost.
    record Budget(BigDecimal maxUsd, BigDecimal usdPerMillionTokens) {}

    /// What an anomaly leads to.
    record Watch(String onAnomaly, List<Object> canaries) {}

    /// How far a job is.
    record Progress(
            String state,
            @Nullable String stopping,
            @Nullable String reason,
            @Nullable Long tokens,
            @Nullable BigDecimal costUsd,
            @Nullable Integer version,
            List<Finding> findings) {}

    /// An anomaly.
    record Finding(
            String anomaly,
            @Nullable Integer step,
            @Nullable Double value,
            @Nullable Double limit,
            int count,
            Instant at) {}

    /// When a job was created, started and ended.
    record Times(
            Instant createdAt,
            @Nullable Instant startedAt,
            Instant updatedAt,
            @Nullable Instant endedAt) {}

    /// Who created a job.
    record Author(String type, String id) {}

    /// The figures of a step.
    record Point(
            int step,
            @Nullable Double loss,
            @Nullable Double evalLoss,
            @Nullable Double learningRate,
            @Nullable Double gradientNorm,
            Instant at) {}

    /// Something that happened to a job.
    record Event(UUID id, String message, Instant at) {}
}
