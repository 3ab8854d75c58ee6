package io.plumbline.console.preference;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Preference data from feedback.
@ServiceApi(RemoteService.MONITORING)
@HttpExchange("/api/v1/preferences")
interface PreferenceClient {

    @GetExchange("/datasets")
    Page<Made> datasets(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @PostExchange("/datasets")
    Outcome store(@RequestBody Map<String, Object> body);

    @GetExchange("/plans")
    Page<Plan> plans(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/plans/{name}")
    Plan plan(@PathVariable String name);

    @PutExchange("/plans/{name}")
    void put(@PathVariable String name, @RequestBody Map<String, Object> body);

    @DeleteExchange("/plans/{name}")
    void remove(@PathVariable String name);

    /// @param dataset null if there were no preferences
    record Outcome(Counts counts, @Nullable Made dataset) {}

    /// A dataset version that was made from feedback.
    record Made(
            UUID id,
            String team,
            String dataset,
            String format,
            Rules rules,
            Counts counts,
            long newPreferences,
            @Nullable String plan,
            Instant createdAt) {

        /// Returns the name of the dataset.
        public String name() {
            return dataset.substring(0, dataset.lastIndexOf('@'));
        }
    }

    /// @param leftOut number of feedback that became no preference, by reason
    record Counts(long considered, long used, Map<String, Long> leftOut, long preferences, boolean complete) {}

    record Rules(Selection scope, double margin, int perRater) {}

    record Selection(
            @Nullable String route,
            @Nullable String model,
            @Nullable String prompt) {

        /// Returns the selection in words.
        public String words() {
            StringBuilder words = new StringBuilder(route == null ? "all routes" : "route " + route);
            if (model != null) {
                words.append(", model ").append(model);
            }
            if (prompt != null) {
                words.append(", prompt ").append(prompt);
            }
            return words.toString();
        }
    }

    /// A plan.
    record Plan(
            String name,
            String team,
            Document plan,
            Instant nextRunAt,
            @Nullable Run last) {}

    record Document(Rules rules, String format, String dataset, int minNew, int everyHours, boolean enabled) {}

    /// The last run of a plan.
    record Run(
            Instant at,
            long newPreferences,
            @Nullable String dataset,
            @Nullable String error) {}
}
