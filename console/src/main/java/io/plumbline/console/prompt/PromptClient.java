package io.plumbline.console.prompt;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.console.asset.AssetClient.Author;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/// Versions of prompts. For prompts, see [io.plumbline.console.asset.AssetClient].
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/prompts/{name}")
public interface PromptClient {

    @GetExchange("/versions")
    Page<PromptVersion> versions(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/versions/{version}")
    PromptVersion version(@PathVariable String name, @PathVariable int version);

    @PostExchange("/versions")
    PromptVersion register(@PathVariable String name, @RequestBody VersionBody body);

    @PostExchange("/versions/{version}/render")
    Rendered render(@PathVariable String name, @PathVariable int version, @RequestBody Values values);

    @GetExchange("/diff")
    Diff diff(@PathVariable String name, @RequestParam int from, @RequestParam int to);

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
}
