package io.plumbline.registry.knowledge.search;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Searches in knowledge bases.
@RestController
@RequestMapping("/api/v1/knowledge-bases/{name}/search")
class SearchController {

    private final KnowledgeSearch search;

    SearchController(KnowledgeSearch search) {
        this.search = search;
    }

    /// Finds the chunks that answer a query best, by words and by meaning, among those that the caller may read.
    /// A document that was deleted or replaced before the call is not found.
    @PostMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    SearchResponse search(@PathVariable String name, @Valid @RequestBody SearchRequest request) {
        return search.search(name, request);
    }
}
