package io.plumbline.registry.knowledge.rerank;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.registry.knowledge.rerank.RerankerStore.Stored;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The rerankers of knowledge bases.
@RestController
@RequestMapping("/api/v1/knowledge-bases/{name}/reranker")
class RerankerController {

    private final Rerankers rerankers;

    RerankerController(Rerankers rerankers) {
        this.rerankers = rerankers;
    }

    /// Stores the provider that reranks the results of searches. It receives queries, and passages that their callers
    /// may read.
    @PutMapping
    @MayCreate
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    ResponseEntity<RerankerResponse> put(
            @PathVariable String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody RerankerRequest request) {
        Rerankers.Put put = rerankers.put(name, request, ifMatch);
        URI location = URI.create("/api/v1/knowledge-bases/" + name + "/reranker");
        return (put.created() ? ResponseEntity.created(location) : ResponseEntity.ok())
                .eTag(EntityTags.of(put.reranker().revision()))
                .body(RerankerResponse.from(put.reranker()));
    }

    /// Returns what a `PUT` of this reranker would change. Stores nothing and compares no key.
    @PostMapping("/diff")
    @RequiresPermission(Permission.KNOWLEDGE_RELEASE)
    DocumentDiff diff(@PathVariable String name, @Valid @RequestBody RerankerRequest request) {
        return rerankers.diff(name, request);
    }

    @GetMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    ResponseEntity<RerankerResponse> get(@PathVariable String name) {
        Stored found = rerankers.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(found.revision())).body(RerankerResponse.from(found));
    }

    /// Deletes the reranker. Results keep the order of the search.
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    void delete(
            @PathVariable String name, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        rerankers.delete(name, ifMatch);
    }
}
