package io.plumbline.registry.knowledge.search;

import io.plumbline.clients.registry.KnowledgeClient;
import io.plumbline.clients.registry.Passage;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.registry.asset.Names;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Searches of the gateway for the calls of its routes, and texts of the chunks that they found.
@RestController
class PassageController {

    private final KnowledgeSearch search;

    PassageController(KnowledgeSearch search) {
        this.search = search;
    }

    /// Finds the chunks that answer a query best, among those that the caller of a route may read. The caller needs
    /// no permission in the registry: the route opens the knowledge base to its callers, and the readers of the
    /// knowledge base, its documents and its tags limit what each of them gets.
    @PostMapping("/internal/v1/knowledge-bases/{name}/passages")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    List<Passage> passages(
            @PathVariable @Pattern(regexp = Names.NAME) String name, @Valid @RequestBody PassageRequest request) {
        return search.passages(name, request);
    }

    /// Chunks to read.
    ///
    /// @param team that must own the knowledge base
    record ChunkRequest(
            @NotNull @Pattern(regexp = Names.NAME) String team,
            @NotNull @Size(max = 100) List<@NotNull UUID> chunks) {}

    /// Returns the texts of chunks, for the detection of drift, which compares their meaning and stores no text.
    /// Chunks of deleted or replaced documents are absent.
    @PostMapping("/internal/v1/knowledge-bases/{name}/chunks")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    List<KnowledgeClient.ChunkText> chunks(
            @PathVariable @Pattern(regexp = Names.NAME) String name, @Valid @RequestBody ChunkRequest request) {
        return search.chunks(name, request.team(), request.chunks());
    }
}
