package io.plumbline.console.prompt;

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
import tools.jackson.databind.JsonNode;

/// Prompts, their versions and pointers.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/prompts")
public interface PromptClient {

    @GetExchange
    Page<Prompt> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    Prompt get(@PathVariable String name);

    @PutExchange("/{name}")
    Prompt put(@PathVariable String name, @RequestBody PromptBody body);

    @GetExchange("/{name}/versions")
    Page<PromptVersion> versions(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}/versions/{version}")
    PromptVersion version(@PathVariable String name, @PathVariable int version);

    @PostExchange("/{name}/versions")
    PromptVersion register(@PathVariable String name, @RequestBody VersionBody body);

    @PostExchange("/{name}/versions/{version}/render")
    Rendered render(@PathVariable String name, @PathVariable int version, @RequestBody Values values);

    @GetExchange("/{name}/diff")
    Diff diff(@PathVariable String name, @RequestParam int from, @RequestParam int to);

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

    /// A prompt.
    record Prompt(
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

    /// The body that creates or replaces a prompt.
    record PromptBody(
            String team, String description, String riskTier, List<String> requiredSuites, Map<String, String> tags) {}

    /// A version.
    ///
    /// @param variables JSON Schema of the variables
    record PromptVersion(
            String name,
            int version,
            String team,
            String stage,
            List<Message> messages,
            @Nullable JsonNode variables,
            @Nullable String technique,
            @Nullable JsonNode parameters,
            String digest,
            Instant createdAt,
            Author createdBy) {

        /// Returns the names of the variables in the order of their declaration.
        public List<String> variableNames() {
            return variables == null
                    ? List.of()
                    : List.copyOf(variables.path("properties").propertyNames());
        }
    }

    /// A message of a prompt.
    record Message(String role, String content) {}

    /// The body that registers a version.
    record VersionBody(
            List<Message> messages,
            @Nullable JsonNode variables,
            @Nullable String technique,
            @Nullable JsonNode parameters) {}

    /// The author of a change.
    record Author(String type, String id) {}

    /// Values of variables.
    record Values(JsonNode variables) {}

    /// A rendered version.
    record Rendered(List<Message> messages, @Nullable JsonNode parameters) {}

    /// The difference between two versions.
    record Diff(long added, long removed, List<Line> lines) {

        /// A line of either version.
        ///
        /// @param kind SAME, REMOVED or ADDED
        public record Line(String kind, String text) {}
    }

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
