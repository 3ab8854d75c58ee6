package io.plumbline.console.gate;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// Lists of gates.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/gates")
public interface GateClient {

    /// Newest first.
    ///
    /// @param candidate name of the model, prompt or route, or NAME@VERSION
    /// @param outcome the verdict, or the status while there is none
    @GetExchange
    Page<Gate> list(
            @RequestParam(required = false) @Nullable String candidate,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// A gate.
    record Gate(
            UUID id,
            String team,
            String suite,
            Candidate candidate,
            String status,
            @Nullable String verdict,
            boolean counts,
            List<Check> checks,
            Instant createdAt,
            @Nullable Instant finishedAt) {

        /// Returns the verdict; without one, the status.
        public String outcome() {
            return verdict == null ? status : verdict;
        }

        /// Returns the failed and inconclusive checks in words; empty if there are none.
        public String trouble() {
            return String.join(
                    ", ",
                    checks.stream()
                            .filter(check -> check.outcome().equals("FAIL")
                                    || check.outcome().equals("INCONCLUSIVE"))
                            .map(Check::name)
                            .toList());
        }
    }

    /// The system under test.
    record Candidate(
            @Nullable String model,
            @Nullable String prompt,
            @Nullable Integer version,
            @Nullable String route) {

        /// Returns its name for people.
        public String label() {
            if (version == null) {
                return "route " + route;
            }
            return prompt == null ? model + "@" + version : prompt + "@" + version + " on " + model;
        }
    }

    /// A check.
    record Check(String name, String outcome) {}
}
