package io.plumbline.console.model;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
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

/// Registered models, their versions and pointers.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/models")
interface ModelClient {

    @GetExchange
    Page<RegisteredModel> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    RegisteredModel get(@PathVariable String name);

    @PutExchange("/{name}")
    RegisteredModel put(@PathVariable String name, @RequestBody ModelBody body);

    @GetExchange("/{name}/versions")
    Page<ModelVersion> versions(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @PostExchange("/{name}/versions")
    ModelVersion register(@PathVariable String name, @RequestBody VersionBody body);

    @PostExchange("/{name}/versions/{version}/transitions")
    void transition(@PathVariable String name, @PathVariable int version, @RequestBody Transition transition);

    @PutExchange("/{name}/aliases/{alias}")
    void point(@PathVariable String name, @PathVariable String alias, @RequestBody AliasBody body);

    @DeleteExchange("/{name}/aliases/{alias}")
    void removeAlias(@PathVariable String name, @PathVariable String alias);

    @GetExchange("/{name}/history")
    Page<PointerMove> history(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// A model.
    record RegisteredModel(
            String name,
            String team,
            String description,
            String riskTier,
            List<String> requiredSuites,
            Map<String, String> tags,
            int newestVersion,
            Map<String, Integer> aliases,
            Instant createdAt,
            Instant updatedAt) {

        /// Returns the version in production; null for none.
        public @Nullable Integer production() {
            return aliases.get("production");
        }
    }

    /// The body that registers a model.
    record ModelBody(
            String team, String description, String riskTier, List<String> requiredSuites, Map<String, String> tags) {}

    /// A version.
    record ModelVersion(
            int version,
            String stage,
            String kind,
            String provider,
            String upstreamModel,
            @Nullable String base,
            @Nullable String license,
            List<String> trainingData,
            @Nullable Map<String, Object> parameters,
            String digest,
            Instant createdAt,
            Author createdBy) {}

    /// The body that registers a version.
    record VersionBody(
            String kind,
            String provider,
            String upstreamModel,
            @Nullable String base,
            @Nullable String license,
            @Nullable Map<String, Object> parameters) {}

    /// The author of a change.
    record Author(String type, String id) {}

    /// The body that moves a version to a stage.
    record Transition(String to, @Nullable String reason) {}

    /// The body that points an alias.
    record AliasBody(int version, @Nullable String reason) {}

    /// A move of a pointer.
    record PointerMove(
            UUID id,
            String pointer,
            @Nullable Integer fromVersion,
            @Nullable Integer toVersion,
            @Nullable String fromStage,
            @Nullable String toStage,
            @Nullable String reason,
            @Nullable UUID approvalId,
            @Nullable Integer approvers,
            Instant movedAt,
            Author movedBy) {}
}
