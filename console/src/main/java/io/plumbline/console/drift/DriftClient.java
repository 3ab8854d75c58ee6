package io.plumbline.console.drift;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Baselines and comparisons with them.
@ServiceApi(RemoteService.MONITORING)
interface DriftClient {

    /// States without comparisons.
    Set<String> STOPPED = Set.of("REBUILD_NEEDED", "NO_PREVIOUS_VERSION");

    @GetExchange("/api/v1/baselines")
    Page<Baseline> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// Returns the baseline with its entity tag.
    @GetExchange("/api/v1/baselines/{name}")
    ResponseEntity<Baseline> get(@PathVariable String name);

    @PutExchange("/api/v1/baselines/{name}")
    void put(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String tag,
            @RequestBody Map<String, Object> body);

    @DeleteExchange("/api/v1/baselines/{name}")
    void remove(@PathVariable String name);

    /// Begins the baseline again, unchanged.
    @PostExchange("/api/v1/baselines/{name}/rebuild")
    void rebuild(@PathVariable String name);

    @GetExchange("/api/v1/drift/{id}/projection")
    Projection projection(@PathVariable UUID id);

    @GetExchange("/api/v1/drift/{id}/exemplars")
    Exemplars exemplars(@PathVariable UUID id, @RequestParam String purpose);

    /// Newest first.
    @GetExchange("/api/v1/drift")
    Page<Comparison> comparisons(@RequestParam String baseline, @RequestParam int limit);

    /// A baseline.
    ///
    /// @param variant null for all variants
    /// @param newest null before the first comparison
    record Baseline(
            String name,
            String team,
            String route,
            @Nullable String variant,
            String text,
            int reference,
            int window,
            int minutes,
            double falseAlarmsPerMonth,
            String against,
            @Nullable String dataset,
            Progress progress,
            @Nullable Comparison newest) {

        /// Returns the state: `REBUILD_NEEDED`, `NO_PREVIOUS_VERSION`, `COLLECTING`, `NO_DATA`, `UNCHANGED` or
        /// `DRIFTED`.
        public String state() {
            if (STOPPED.contains(progress.state())) {
                return progress.state();
            }
            if (newest == null) {
                return "COLLECTING".equals(progress.state()) ? "COLLECTING" : "NO_DATA";
            }
            return newest.drift() ? "DRIFTED" : "UNCHANGED";
        }

        /// Returns what is compared, in words.
        public String texts() {
            return switch (text) {
                case "INPUT" -> "inputs";
                case "OUTPUT" -> "answers";
                case "PASSAGE" -> "retrieved passages";
                default -> "comments of feedback";
            };
        }

        /// Returns the kind of baseline, in words.
        public String kind() {
            return switch (against) {
                case "DATASET" -> "dataset " + dataset;
                case "PREVIOUS_VERSION" -> "previous version";
                default -> "past calls";
            };
        }
    }

    /// Texts of the baseline and of the current window.
    ///
    /// @param encoder digest of the text encoder; null before the first text
    /// @param versions null unless the baseline is the previous version
    record Progress(
            String state,
            int reference,
            int window,
            long unread,
            @Nullable String encoder,
            @Nullable Versions versions) {}

    /// The compared versions.
    record Versions(@Nullable String current, @Nullable String previous) {}

    /// The baseline of a comparison.
    record Reference(
            String against,
            @Nullable String dataset,
            @Nullable Versions versions,
            int samples) {

        /// Returns the baseline, in words.
        public String words() {
            if (dataset != null) {
                return dataset;
            }
            return versions == null || versions.previous() == null ? "past calls" : versions.previous();
        }
    }

    /// The texts of both sides as points.
    record Projection(List<Point> baseline, List<Point> window, double explained) {}

    record Point(double x, double y) {}

    record Exemplars(List<Exemplar> items) {}

    /// A call that is unlike the baseline.
    ///
    /// @param text redacted; null if it is not readable
    /// @param passage null for other texts
    record Exemplar(
            UUID callId, @Nullable String text, @Nullable Passage passage) {}

    record Passage(UUID chunk, String knowledgeBase, String document, int version) {}

    /// A comparison of a window with its baseline.
    ///
    /// @param reference null in old comparisons
    record Comparison(
            UUID id,
            Instant from,
            Instant to,
            int calls,
            @Nullable Reference reference,
            boolean drift,
            double level,
            Statistics statistics,
            List<UUID> exemplars) {}

    record Statistics(
            double mmd, double pValue, double energy, double centroid, double auc, double psi, double psiLimit) {}
}
