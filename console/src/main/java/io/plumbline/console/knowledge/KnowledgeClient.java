package io.plumbline.console.knowledge;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

/// Knowledge bases, and searches in them.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/knowledge-bases")
interface KnowledgeClient {

    @GetExchange
    Page<KnowledgeBase> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    KnowledgeBase get(@PathVariable String name);

    /// Returns it with its entity tag.
    @GetExchange("/{name}")
    ResponseEntity<KnowledgeBase> tagged(@PathVariable String name);

    @PutExchange("/{name}")
    KnowledgeBase put(
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Settings body);

    @DeleteExchange("/{name}")
    void delete(@PathVariable String name);

    @PostExchange("/{name}/search")
    Result search(@PathVariable String name, @RequestBody Query query);

    @GetExchange("/{name}/index")
    Index index(@PathVariable String name);

    @PostExchange("/{name}/index/rebuild")
    void rebuild(@PathVariable String name);

    /// The search index.
    ///
    /// @param kind `LUCENE` or `PGVECTOR`
    /// @param pending changes that are not in it yet
    /// @param graph null on Lucene
    record Index(
            String kind,
            long chunks,
            long pending,
            @Nullable Graph graph) {}

    /// The graph of the vectors on pgvector.
    ///
    /// @param state `NONE`, `BUILDING` or `READY`
    record Graph(String state, String phase, long done, long total) {

        public String words() {
            return switch (state) {
                case "READY" -> "Ready";
                case "BUILDING" ->
                    "Being built: " + phase + (total > 0 ? ", " + Math.min(100, 100 * done / total) + " %" : "");
                default -> "None: a search compares all vectors";
            };
        }
    }

    /// A knowledge base.
    record KnowledgeBase(
            String name,
            String team,
            String description,
            String embedding,
            Chunking chunking,
            Redaction redaction,
            boolean keepOriginal,
            List<String> readers,
            Map<String, List<String>> tagReaders,
            Contents contents,
            Instant createdAt,
            Instant updatedAt) {}

    /// Its documents and chunks.
    ///
    /// @param states state of the newest version → number of documents
    record Contents(long documents, Map<String, Long> states, long chunks) {

        public long in(String state) {
            return states.getOrDefault(state, 0L);
        }

        /// Whether documents are being ingested.
        public boolean isBusy() {
            return pending() > 0;
        }

        public long pending() {
            return in("QUEUED") + in("EXTRACTING");
        }
    }

    /// How documents are cut.
    record Chunking(
            String strategy,
            @Nullable Integer size,
            @Nullable Integer overlap) {}

    /// What happens to personal data.
    record Redaction(String action, List<String> entities, Map<String, String> overrides) {}

    /// The body that creates or replaces a knowledge base.
    ///
    /// @param team null keeps the team
    record Settings(
            @Nullable String team,
            String description,
            String embedding,
            Chunking chunking,
            Redaction redaction,
            boolean keepOriginal,
            List<String> readers,
            Map<String, List<String>> tagReaders) {}

    /// A search.
    record Query(String query, int topK, Filter filter) {}

    /// Its conditions.
    ///
    /// @param tags empty for any
    /// @param documents null for any
    /// @param formats empty for any
    record Filter(List<String> tags, @Nullable List<String> documents, List<String> formats) {}

    /// Its hits, best first.
    ///
    /// @param reranking `NONE`, `APPLIED` or `UNAVAILABLE`
    record Result(List<Hit> hits, String reranking) {}

    /// A chunk that was found.
    record Hit(
            String chunk,
            String document,
            int version,
            String fileName,
            List<String> headingPath,
            int page,
            List<String> tags,
            double score,
            String text) {

        /// Returns the address of the chunk on the page of its document.
        ///
        /// @param base the name of the knowledge base
        public String page(String base) {
            return KnowledgeBaseHead.page(base) + "/documents/" + document + "#chunk-" + chunk;
        }
    }
}
