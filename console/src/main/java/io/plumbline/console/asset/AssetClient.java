package io.plumbline.console.asset;

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

/// Models and prompts, and the pointers to their versions. `kind` is [AssetKind#segment].
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/{kind}")
public interface AssetClient {

    @GetExchange
    Page<Asset> list(
            @PathVariable String kind,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    Asset get(@PathVariable String kind, @PathVariable String name);

    @PutExchange("/{name}")
    Asset put(@PathVariable String kind, @PathVariable String name, @RequestBody AssetBody body);

    @PostExchange("/{name}/versions/{version}/transitions")
    void transition(
            @PathVariable String kind,
            @PathVariable String name,
            @PathVariable int version,
            @RequestBody Transition transition);

    @PutExchange("/{name}/aliases/{alias}")
    void point(
            @PathVariable String kind,
            @PathVariable String name,
            @PathVariable String alias,
            @RequestBody AliasBody body);

    @DeleteExchange("/{name}/aliases/{alias}")
    void removeAlias(@PathVariable String kind, @PathVariable String name, @PathVariable String alias);

    @GetExchange("/{name}/history")
    Page<PointerMove> history(
            @PathVariable String kind,
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /// A model or a prompt.
    record Asset(
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

    /// The body that creates or replaces one.
    record AssetBody(
            String team, String description, String riskTier, List<String> requiredSuites, Map<String, String> tags) {}

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
