package io.plumbline.console.knowledge;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.LinkedHashMap;
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
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// The connectors of knowledge bases and their runs.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/knowledge-bases/{base}/connectors")
interface ConnectorClient {

    @GetExchange
    Page<Connector> list(@PathVariable String base, @RequestParam int limit);

    @GetExchange("/{name}")
    Connector get(@PathVariable String base, @PathVariable String name);

    /// Returns it with its entity tag.
    @GetExchange("/{name}")
    ResponseEntity<Connector> tagged(@PathVariable String base, @PathVariable String name);

    @PutExchange("/{name}")
    Connector put(
            @PathVariable String base,
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Map<String, Object> body);

    @DeleteExchange("/{name}")
    void delete(@PathVariable String base, @PathVariable String name);

    /// Newest first.
    @GetExchange("/{name}/runs")
    Page<Run> runs(
            @PathVariable String base,
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @PostExchange("/{name}/runs")
    void start(@PathVariable String base, @PathVariable String name);

    @GetExchange("/{name}/dead-letters")
    Page<DeadLetter> deadLetters(@PathVariable String base, @PathVariable String name, @RequestParam int limit);

    @PostExchange("/{name}/dead-letters/retry")
    void retryAll(@PathVariable String base, @PathVariable String name);

    @PostExchange("/{name}/dead-letters/{id}/retry")
    void retry(@PathVariable String base, @PathVariable String name, @PathVariable UUID id);

    /// A connector. Its secrets are never returned.
    ///
    /// @param source its kind and the settings of this kind
    /// @param readers null for the readers of the knowledge base
    record Connector(
            String name,
            Map<String, @Nullable Object> source,
            List<String> secretNames,
            @Nullable Schedule schedule,
            List<String> include,
            List<String> exclude,
            List<String> tags,
            @Nullable List<String> readers,
            Limits limits,
            String vanished,
            boolean enabled,
            Times times) {

        public String kind() {
            return String.valueOf(source.get("kind"));
        }

        /// Returns the settings of the source that are set.
        public Map<String, Object> settings() {
            return without(source);
        }

        private static Map<String, Object> without(Map<?, ?> members) {
            Map<String, Object> kept = new LinkedHashMap<>();
            members.forEach((name, value) -> {
                if (value != null) {
                    kept.put(String.valueOf(name), value instanceof Map<?, ?> nested ? without(nested) : value);
                }
            });
            return kept;
        }
    }

    /// When runs start by themselves: one of both.
    record Schedule(@Nullable String cron, @Nullable Integer everySeconds) {

        public String words() {
            return cron == null ? "Every " + everySeconds + " seconds" : cron + " (UTC)";
        }
    }

    /// The limits of a run.
    record Limits(int documents, long bytes) {}

    /// @param nextRunAt null for never
    record Times(@Nullable Instant nextRunAt, Instant createdAt, Instant updatedAt) {}

    /// A run.
    ///
    /// @param counts outcome → number of documents
    record Run(
            UUID id,
            String cause,
            String state,
            String phase,
            Map<String, Long> counts,
            @Nullable String reason,
            Instant startedAt,
            @Nullable Instant endedAt) {

        public boolean isOpen() {
            return endedAt == null;
        }

        public long count(String outcome) {
            return counts.getOrDefault(outcome, 0L);
        }
    }

    /// A document that no search finds.
    record DeadLetter(UUID id, String key, String document, String stage, String reason, Instant since) {}
}
