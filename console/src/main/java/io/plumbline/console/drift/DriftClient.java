package io.plumbline.console.drift;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.service.annotation.PutExchange;

/// Baselines and comparisons with them.
@ServiceApi(RemoteService.MONITORING)
interface DriftClient {

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
            Progress progress,
            @Nullable Comparison newest) {

        /// Returns the state: `COLLECTING`, `NO_DATA`, `UNCHANGED` or `DRIFTED`.
        public String state() {
            if (newest == null) {
                return "COLLECTING".equals(progress.state()) ? "COLLECTING" : "NO_DATA";
            }
            return newest.drift() ? "DRIFTED" : "UNCHANGED";
        }

        /// Returns what is compared, in words.
        public String texts() {
            return "INPUT".equals(text) ? "inputs" : "answers";
        }
    }

    /// Calls of the baseline and of the current window.
    record Progress(String state, int reference, int window, long unread) {}

    /// A comparison of a window with its baseline.
    record Comparison(
            UUID id,
            Instant from,
            Instant to,
            int calls,
            boolean drift,
            double level,
            Statistics statistics,
            List<UUID> exemplars) {}

    record Statistics(
            double mmd, double pValue, double energy, double centroid, double auc, double psi, double psiLimit) {}
}
