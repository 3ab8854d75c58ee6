package io.plumbline.console.rubric;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.console.evaluation.Change;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/// Rubrics and their versions.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/rubrics")
interface RubricClient {

    @GetExchange
    Page<Rubric> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    Rubric newest(@PathVariable String name);

    @GetExchange("/{name}")
    JsonNode source(@PathVariable String name);

    @GetExchange("/{name}/versions")
    Page<Rubric> versions(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}/versions/{version}")
    Rubric version(@PathVariable String name, @PathVariable int version);

    @PutExchange("/{name}")
    Rubric put(@PathVariable String name, @RequestBody JsonNode document);

    @PostExchange("/{name}/diff")
    Diff diff(@PathVariable String name, @RequestBody JsonNode document);

    /// A version of a rubric.
    record Rubric(
            String name,
            int version,
            @Nullable String team,
            boolean builtIn,
            String description,
            Scale scale,
            List<Criterion> criteria,
            @Nullable Integer passAt,
            @Nullable List<String> needs,
            @Nullable List<String> steps,
            @Nullable List<Example> examples,
            String digest,
            @Nullable Instant createdAt) {

        /// Returns the lowest level that counts as good: by default, the level above the middle.
        int passLevel() {
            return passAt == null ? scale.min() + (scale.max() - scale.min() + 2) / 2 : passAt;
        }
    }

    /// The levels.
    record Scale(int min, int max) {}

    /// What is rated.
    record Criterion(
            String name, String description, @Nullable Double weight, Map<String, String> anchors) {

        double weightOrOne() {
            return weight == null ? 1 : weight;
        }
    }

    /// A rated answer.
    record Example(String input, String answer, Map<String, Integer> scores, String reason) {}

    /// What a document would change.
    record Diff(int from, int to, List<Change> changes) {}
}
