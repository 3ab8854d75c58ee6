package io.plumbline.console.trainingplan;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Training plans and their runs.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/training-plans")
interface TrainingPlanClient {

    @GetExchange
    Page<Plan> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    Plan get(@PathVariable String name);

    /// Returns it with its entity tag.
    @GetExchange("/{name}")
    ResponseEntity<Map<String, Object>> document(@PathVariable String name);

    @PutExchange("/{name}")
    void put(
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Map<String, Object> body);

    @DeleteExchange("/{name}")
    void delete(@PathVariable String name);

    @PostExchange("/{name}/{verb}")
    void change(@PathVariable String name, @PathVariable String verb);

    @GetExchange("/{name}/runs")
    Page<Run> runs(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @PostExchange("/{name}/runs/{id}/{verb}")
    void changeRun(@PathVariable String name, @PathVariable UUID id, @PathVariable String verb);

    /// A plan.
    record Plan(
            String name,
            String team,
            String model,
            String dataset,
            Training training,
            List<String> suites,
            @JsonUnwrapped Terms terms,
            boolean enabled,
            Author author,
            Check check,
            @Nullable Run newestRun) {

        public String state() {
            return enabled ? "ACTIVE" : "PAUSED";
        }
    }

    /// When a plan starts a run, and what follows its gates.
    record Terms(int minNewRecords, int maxRunsPerMonth, boolean requestPromotion) {}

    /// The jobs of a plan.
    record Training(String base, String method, Executor executor) {

        public String baseModel() {
            return base.substring(0, base.lastIndexOf('@'));
        }
    }

    /// Where a job trains.
    record Executor(String kind) {}

    /// Whose rights a plan uses.
    record Author(String type, String id) {}

    /// The newest inspection of the dataset.
    record Check(@Nullable Instant at, @Nullable String waiting) {}

    /// A run.
    record Run(
            UUID id,
            String plan,
            String dataset,
            long newRecords,
            String step,
            String state,
            @Nullable String reason,
            Products products,
            List<Event> events,
            Instant createdAt,
            @Nullable Instant endedAt) {

        public boolean isOpen() {
            return state.equals("RUNNING");
        }

        public boolean isStopped() {
            return state.equals("STOPPED");
        }

        public String datasetName() {
            return dataset.substring(0, dataset.lastIndexOf('@'));
        }

        public String datasetVersion() {
            return dataset.substring(dataset.lastIndexOf('@') + 1);
        }
    }

    /// What a run led to.
    record Products(
            @Nullable UUID job,
            @Nullable Integer version,
            Map<String, UUID> gates,
            @Nullable UUID approval) {}

    /// Something that happened to a run.
    record Event(Instant at, String step, String message) {}
}
