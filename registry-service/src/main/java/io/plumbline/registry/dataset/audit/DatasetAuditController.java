package io.plumbline.registry.dataset.audit;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import java.net.URI;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Audits of dataset versions.
@RestController
@RequestMapping(DatasetAuditController.PATH)
class DatasetAuditController {

    static final String PATH = "/api/v1/datasets/{name}/versions/{version}/audits";

    private final DatasetAudits audits;

    DatasetAuditController(DatasetAudits audits) {
        this.audits = audits;
    }

    /// Audits a version: duplicates, near-duplicates, contradictory references, phrases that predict a
    /// reference, records that evaluation sets have as well, and likely label flips and outliers by meaning.
    /// Reads at most 20,000 records, of each evaluation set 5,000, and compares 1,000 by meaning.
    @PostMapping
    @RequiresPermission(Permission.DATASET_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<DatasetAudit> audit(@PathVariable String name, @PathVariable int version) {
        DatasetAudit audit = audits.audit(name, version);
        return ResponseEntity.created(URI.create("/api/v1/datasets/" + name + "/versions/" + version + "/audits"))
                .body(audit);
    }

    /// Lists the audits of a version, newest first.
    @GetMapping
    @RequiresPermission(Permission.DATASET_READ)
    Page<DatasetAudit> list(
            @PathVariable String name, @PathVariable int version, @Valid @ParameterObject Paging paging) {
        return audits.page(name, version, paging);
    }
}
