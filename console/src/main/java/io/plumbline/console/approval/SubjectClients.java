package io.plumbline.console.approval;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// What the services know about the subjects of approvals.
final class SubjectClients {

    private SubjectClients() {}

    /// Models and prompts, by the name of their collection: `models` or `prompts`.
    @ServiceApi(RemoteService.REGISTRY)
    interface Registry {

        @GetExchange("/api/v1/{kind}/{name}")
        Asset asset(@PathVariable String kind, @PathVariable String name);

        @GetExchange("/api/v1/{kind}/{name}/versions/{version}")
        Map<String, Object> version(@PathVariable String kind, @PathVariable String name, @PathVariable int version);

        @GetExchange("/api/v1/{kind}/{name}/history")
        Page<Move> history(@PathVariable String kind, @PathVariable String name, @RequestParam int limit);

        @GetExchange("/api/v1/prompts/{name}/diff")
        PromptDiff promptDiff(@PathVariable String name, @RequestParam int from, @RequestParam int to);
    }

    /// Gates.
    @ServiceApi(RemoteService.EVAL)
    interface Gates {

        @GetExchange("/api/v1/gates")
        Page<Gate> of(@RequestParam String candidate, @RequestParam int limit);

        @GetExchange("/api/v1/gates/{id}")
        Gate get(@PathVariable UUID id);
    }

    /// Rollouts.
    @ServiceApi(RemoteService.GATEWAY)
    interface Rollouts {

        @GetExchange("/api/v1/rollouts")
        Page<Rollout> list(@RequestParam int limit);
    }

    record Asset(String name, Map<String, Integer> aliases) {

        @Nullable
        Integer production() {
            return aliases.get("production");
        }
    }

    record Move(
            String pointer,
            @Nullable Integer fromVersion,
            @Nullable Integer toVersion,
            @Nullable UUID approvalId,
            Instant movedAt,
            Author movedBy) {}

    record Author(String type, String id) {}

    record PromptDiff(int added, int removed, String unified) {}

    /// A gate, with its checks.
    public record Gate(
            UUID id,
            String suite,
            String status,
            @Nullable String verdict,
            boolean counts,
            List<Check> checks,
            @Nullable Instant finishedAt) {

        /// Returns the verdict; without one, the status.
        public String outcome() {
            return verdict == null ? status : verdict;
        }
    }

    /// A check of a gate.
    public record Check(
            String name,
            @Nullable Double value,
            @Nullable Double threshold,
            @Nullable Double baseline,
            String outcome,
            @Nullable String reason) {}

    record Rollout(
            UUID id,
            String route,
            String state,
            Candidate candidate,
            int weight,
            Instant createdAt,
            @Nullable Instant endedAt) {}

    record Candidate(@Nullable String model, @Nullable Integer version) {}
}
