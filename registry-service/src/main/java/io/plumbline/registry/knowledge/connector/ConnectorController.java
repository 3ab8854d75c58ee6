package io.plumbline.registry.knowledge.connector;

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

/// The connectors of knowledge bases.
@RestController
@RequestMapping("/api/v1/knowledge-bases/{name}/connectors")
class ConnectorController {

    private final ConnectorCatalog connectors;

    ConnectorController(ConnectorCatalog connectors) {
        this.connectors = connectors;
    }

    /// Creates or replaces a connector. An open run fails if the source, `include` or `exclude` changes.
    @PutMapping("/{connector}")
    @MayCreate
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    ResponseEntity<ConnectorResponse> put(
            @PathVariable String name,
            @PathVariable @Pattern(regexp = Names.NAME) String connector,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody ConnectorRequest request) {
        ConnectorCatalog.Put put = connectors.put(name, connector, request, ifMatch);
        URI location = URI.create("/api/v1/knowledge-bases/" + name + "/connectors/" + connector);
        return (put.created() ? ResponseEntity.created(location) : ResponseEntity.ok())
                .eTag(EntityTags.of(put.connector().revision()))
                .body(ConnectorResponse.from(put.connector()));
    }

    /// Returns what a `PUT` of this connector would change. Stores nothing, and does not check the secrets.
    @PostMapping("/{connector}/diff")
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    DocumentDiff diff(
            @PathVariable String name,
            @PathVariable @Pattern(regexp = Names.NAME) String connector,
            @Valid @RequestBody ConnectorRequest request) {
        return connectors.diff(name, connector, request);
    }

    @GetMapping("/{connector}")
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    ResponseEntity<ConnectorResponse> get(@PathVariable String name, @PathVariable String connector) {
        Connector found = connectors.get(name, connector);
        return ResponseEntity.ok().eTag(EntityTags.of(found.revision())).body(ConnectorResponse.from(found));
    }

    /// Lists connectors by name.
    @GetMapping
    @RequiresPermission(Permission.KNOWLEDGE_READ)
    Page<ConnectorResponse> list(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return connectors.page(name, paging).map(ConnectorResponse::from);
    }

    /// Deletes a connector and its runs. Its documents stay in the knowledge base.
    @DeleteMapping("/{connector}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.KNOWLEDGE_WRITE)
    void delete(
            @PathVariable String name,
            @PathVariable String connector,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        connectors.delete(name, connector, ifMatch);
    }
}
