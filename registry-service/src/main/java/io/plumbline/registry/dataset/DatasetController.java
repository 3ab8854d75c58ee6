package io.plumbline.registry.dataset;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.dataset.file.UploadRedaction;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Datasets.
@RestController
@RequestMapping("/api/v1/datasets")
class DatasetController {

    private final DatasetCatalog datasets;

    private final DatasetUploadService intake;

    DatasetController(DatasetCatalog datasets, DatasetUploadService intake) {
        this.datasets = datasets;
        this.intake = intake;
    }

    /// The body that adds records.
    ///
    /// @param redact as for an upload; default: that of the newest version
    record AddedRecords(
            @NotEmpty @Size(max = 1000) List<@NotNull Map<String, @Nullable Object>> records,

            @Nullable @Pattern(regexp = UploadRedaction.NAME)
            String redact) {

        /// Leaves out the records.
        @Override
        public String toString() {
            return "AddedRecords[records=" + records.size() + "]";
        }
    }

    /// Creates or replaces a dataset.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.DATASET_WRITE)
    ResponseEntity<DatasetResponse> put(
            @PathVariable @Pattern(regexp = Names.NAME) String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody DatasetRequest request) {
        DatasetCatalog.Put put = datasets.put(name, request, ifMatch);
        return (put.created() ? ResponseEntity.created(URI.create("/api/v1/datasets/" + name)) : ResponseEntity.ok())
                .eTag(EntityTags.of(put.dataset().revision()))
                .body(datasets.describe(put.dataset()));
    }

    /// Returns what a `PUT` of this dataset would change. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.DATASET_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = Names.NAME) String name, @Valid @RequestBody DatasetRequest request) {
        return datasets.diff(name, request);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.DATASET_READ)
    ResponseEntity<DatasetResponse> get(@PathVariable String name) {
        Dataset dataset = datasets.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(dataset.revision())).body(datasets.describe(dataset));
    }

    /// Lists datasets by name.
    @GetMapping
    @RequiresPermission(Permission.DATASET_READ)
    Page<DatasetResponse> list(@Valid @ParameterObject Paging paging) {
        return datasets.page(paging);
    }

    /// Adds records: registers the next version, with the records of the newest version followed by these.
    @PostMapping("/{name}/records")
    @RequiresPermission(Permission.DATASET_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<DatasetVersionResponse> add(@PathVariable String name, @Valid @RequestBody AddedRecords added) {
        UploadRedaction redaction = added.redact() == null
                ? null
                : UploadRedaction.of(added.redact()).orElseThrow();
        DatasetVersion version = intake.append(name, added.records(), redaction);
        return ResponseEntity.created(URI.create("/api/v1/datasets/" + name + "/versions/" + version.number()))
                .body(datasets.described(name, version));
    }
}
