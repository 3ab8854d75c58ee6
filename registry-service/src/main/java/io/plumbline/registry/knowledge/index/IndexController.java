package io.plumbline.registry.knowledge.index;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.KnowledgeSequence;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The search indexes of knowledge bases.
@RestController
@RequestMapping("/api/v1/knowledge-bases/{name}/index")
class IndexController {

    private final KnowledgeBaseCatalog bases;
    private final KnowledgeSequence sequence;
    private final CurrentIndexes indexes;

    IndexController(KnowledgeBaseCatalog bases, KnowledgeSequence sequence, CurrentIndexes indexes) {
        this.bases = bases;
        this.sequence = sequence;
        this.indexes = indexes;
    }

    /// Returns the state of the index: of the replica that answers, if each has its own.
    @GetMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    IndexResponse get(@PathVariable String name) {
        return IndexResponse.from(indexes.status(bases.get(name)));
    }

    /// Empties the index on every replica and fills it again from the stored chunks. Searches wait for it.
    @PostMapping("/rebuild")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void rebuild(@PathVariable String name) {
        sequence.forgetAll(bases.get(name).id());
    }
}
