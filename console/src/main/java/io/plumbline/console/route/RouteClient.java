package io.plumbline.console.route;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.DocumentDiff;
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
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Routes, their health and their served configurations.
@ServiceApi(RemoteService.GATEWAY)
interface RouteClient {

    @GetExchange("/api/v1/routes")
    Page<Route> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// Returns what holds the route back now.
    @GetExchange("/api/v1/routes/{name}/restraints")
    List<Restraint> restraints(@PathVariable String name);

    /// @param kind `PAUSE`, `USE_FALLBACKS`, `LOWER_WEIGHT` or `STRICTER_POLICY`
    record Restraint(UUID id, String kind, String reason, Instant until) {}

    /// Returns the whole document, with every option, and its entity tag.
    @GetExchange("/api/v1/routes/{name}")
    ResponseEntity<ObjectNode> document(@PathVariable String name);

    @PutExchange("/api/v1/routes/{name}")
    Route put(
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode route);

    @PostExchange("/api/v1/routes/{name}/diff")
    DocumentDiff diff(@PathVariable String name, @RequestBody JsonNode route);

    @PostExchange("/api/v1/routes/{name}/requirements")
    Requirements requirements(@PathVariable String name, @RequestBody JsonNode route);

    @DeleteExchange("/api/v1/routes/{name}")
    void remove(@PathVariable String name);

    @PutExchange("/api/v1/routes/{name}/policy")
    void govern(@PathVariable String name, @RequestBody PolicyBody policy);

    @GetExchange("/api/v1/routes/{name}/health")
    Health health(@PathVariable String name);

    @GetExchange("/api/v1/routes/{name}/configurations")
    Configurations configurations(@PathVariable String name);

    @PutExchange("/api/v1/routes/{name}/break-glass")
    void lift(@PathVariable String name, @RequestBody LiftBody lift);

    @DeleteExchange("/api/v1/routes/{name}/break-glass")
    void endLift(@PathVariable String name);

    @GetExchange("/api/v1/rollouts")
    Page<Rollout> rollouts(@RequestParam String route, @RequestParam int limit);

    /// A route.
    record Route(
            String name,
            String team,
            String environment,
            List<Variant> variants,
            List<Target> fallbacks,
            int retries,
            @Nullable String policy,
            String sticky,
            Instant createdAt,
            Instant updatedAt) {

        public boolean isProduction() {
            return "PRODUCTION".equals(environment);
        }

        /// Returns the sum of the weights.
        public int weight() {
            return variants.stream().mapToInt(Variant::weight).sum();
        }
    }

    /// An alternative among a route's answers.
    record Variant(String name, Target target, @Nullable String prompt, int weight) {

        /// Returns the prompt's name without its version.
        public @Nullable String promptName() {
            return prompt == null ? null : prompt.substring(0, prompt.indexOf('@'));
        }
    }

    /// A destination of calls.
    record Target(
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String alias,
            @Nullable String provider) {

        /// Returns `model@version`, `model@alias` or `provider/model`.
        public String label() {
            return provider == null ? model + "@" + (version == null ? alias : version) : provider + "/" + model;
        }

        /// Returns the page of the target.
        public String href() {
            return provider == null ? "/models/" + model : "/providers/" + provider;
        }
    }

    /// What storing a route would need.
    ///
    /// @param approvers number of approvals; 0 for none
    record Requirements(int approvers, List<Map<String, Object>> changes) {}

    /// The body that changes the guard policy.
    record PolicyBody(@Nullable String policy) {}

    /// The body that suspends the rules.
    record LiftBody(String reason, int minutes) {}

    /// The health of the targets.
    record Health(List<TargetHealth> targets) {}

    /// The health of a target, as one replica sees it.
    record TargetHealth(
            @Nullable String variant,
            String use,
            String target,
            @Nullable String provider,
            @Nullable String upstreamModel,
            boolean mayServe,
            @Nullable String state,
            int calls,
            int failures,
            @Nullable Double latencyMs,
            @Nullable Double firstTokenMs,
            @Nullable String lastFailure) {}

    /// The configurations with which a production route serves.
    record Configurations(
            boolean production,
            String riskTier,
            List<Serving> configurations,
            List<Pending> pending,
            @Nullable Lifted lifted) {}

    /// A configuration that may serve.
    record Serving(
            String digest,
            List<String> variants,
            String basis,
            @Nullable UUID approvalId,
            Instant authorizedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant withdrawnAt,
            @Nullable Instant servesUntil,
            JsonNode document) {}

    /// A configuration that may not serve yet.
    record Pending(
            String digest, List<String> variants, String outcome, int approvers, List<Map<String, Object>> changes) {}

    /// Rules that are suspended.
    record Lifted(Instant until, String reason, String by) {}

    /// A rollout of the route.
    record Rollout(
            UUID id,
            String state,
            Candidate candidate,
            Control control,
            int weight,
            Instant createdAt,
            @Nullable Instant endedAt,
            @Nullable String reason) {

        public boolean isOpen() {
            return "PENDING".equals(state) || "RUNNING".equals(state) || "PAUSED".equals(state);
        }
    }

    /// The version to roll out.
    record Candidate(String model, int version, @Nullable String prompt) {}

    /// The version that it is to replace.
    record Control(String variant, int version, @Nullable String prompt) {}
}
