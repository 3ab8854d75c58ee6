package io.plumbline.registry.knowledge;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Names;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
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

/// Knowledge bases.
@RestController
@RequestMapping("/api/v1/knowledge-bases")
class KnowledgeBaseController {

    private final KnowledgeBaseCatalog bases;

    KnowledgeBaseController(KnowledgeBaseCatalog bases) {
        this.bases = bases;
    }

    /// Creates or replaces a knowledge base. Embedding, chunking, redaction and `keepOriginal` apply to documents
    /// that are ingested later; readers apply at once.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ResponseEntity<KnowledgeBaseResponse> put(
            @PathVariable @Pattern(regexp = Names.NAME) String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody KnowledgeBaseRequest request) {
        KnowledgeBaseCatalog.Put put = bases.put(name, request.team(), request.terms(), ifMatch);
        return (put.created()
                        ? ResponseEntity.created(URI.create("/api/v1/knowledge-bases/" + name))
                        : ResponseEntity.ok())
                .eTag(EntityTags.of(put.base().revision()))
                .body(KnowledgeBaseResponse.from(put.base(), bases.contents(put.base())));
    }

    /// Returns what a `PUT` of this knowledge base would change. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = Names.NAME) String name, @Valid @RequestBody KnowledgeBaseRequest request) {
        return bases.diff(name, request.team(), request.terms());
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    ResponseEntity<KnowledgeBaseResponse> get(@PathVariable String name) {
        KnowledgeBase base = bases.get(name);
        return ResponseEntity.ok()
                .eTag(EntityTags.of(base.revision()))
                .body(KnowledgeBaseResponse.from(base, bases.contents(base)));
    }

    /// Lists knowledge bases by name.
    @GetMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    Page<KnowledgeBaseResponse> list(@Valid @ParameterObject Paging paging) {
        return bases.page(paging);
    }

    /// Deletes a knowledge base with its documents.
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    void delete(
            @PathVariable String name, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        bases.delete(name, ifMatch);
    }
}
