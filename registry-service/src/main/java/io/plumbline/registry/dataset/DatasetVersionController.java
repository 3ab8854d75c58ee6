package io.plumbline.registry.dataset;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.kit.web.Uploads;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.dataset.file.DatasetFormat;
import io.plumbline.registry.dataset.file.RecordFile;
import io.plumbline.registry.dataset.file.UploadRedaction;
import io.plumbline.registry.dataset.mapping.RecordMapping;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;

/// Versions of datasets and their records.
@RestController
@RequestMapping(DatasetVersionController.PATH)
class DatasetVersionController {

    static final String PATH = "/api/v1/datasets/{name}/versions";

    private final DatasetCatalog datasets;
    private final DatasetUploadService intake;

    DatasetVersionController(DatasetCatalog datasets, DatasetUploadService intake) {
        this.datasets = datasets;
        this.intake = intake;
    }

    @Bean
    static Uploads datasetUploads() {
        return Uploads.at(PATH);
    }

    @Bean
    static Uploads datasetChecks() {
        return Uploads.at(PATH + "/check");
    }

    /// Uploads the next version as the part `file` of a multipart body: JSONL, a JSON array, CSV or TSV with a
    /// header, or Parquet, gzipped or not. The format is `format`, else that of the file's name, media type or
    /// content. Creates a missing dataset, with the team from the part `team` or the caller's only team. With
    /// `redact` (`replace`, `mask` or `remove`), the personal data and credentials found are not stored.
    ///
    /// @param mapping how rows become records: `question-answer`, `alpaca`, `sharegpt`, `openai-evals`, or a JSON
    ///     object such as `{"input": "question", "references": ["answer"]}`; default: the file has the members of
    ///     records
    @PostMapping
    @RequiresPermission(Permission.DATASET_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    @RequestBody(content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE))
    ResponseEntity<DatasetVersionResponse> upload(
            @PathVariable @Pattern(regexp = Names.NAME) String name,
            @RequestParam(required = false) @Nullable @Pattern(regexp = Names.NAME) String team,
            @RequestParam(required = false) @Nullable @Pattern(regexp = UploadRedaction.NAME) String redact,
            @RequestParam(required = false) @Nullable @Pattern(regexp = DatasetFormat.NAME) String format,
            @RequestParam(required = false) @Nullable @Size(max = RecordMapping.MAX_LENGTH) String mapping,
            @RequestParam(required = false) @Nullable MultipartFile file) {
        DatasetVersion version = intake.upload(name, team, received(file, format, mapping), redaction(redact));
        return ResponseEntity.created(URI.create("/api/v1/datasets/" + name + "/versions/" + version.number()))
                .body(datasets.described(name, version));
    }

    /// Checks a file as an upload would, with the same parts, and stores nothing.
    ///
    /// @param golden whether the dataset is to be golden; default: as it is
    @PostMapping("/check")
    @RequiresPermission(Permission.DATASET_WRITE)
    @RequestBody(content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE))
    UploadCheck check(
            @PathVariable @Pattern(regexp = Names.NAME) String name,
            @RequestParam(required = false) @Nullable @Pattern(regexp = UploadRedaction.NAME) String redact,
            @RequestParam(required = false) @Nullable @Pattern(regexp = DatasetFormat.NAME) String format,
            @RequestParam(required = false) @Nullable @Size(max = RecordMapping.MAX_LENGTH) String mapping,
            @RequestParam(required = false) @Nullable Boolean golden,
            @RequestParam(required = false) @Nullable MultipartFile file) {
        return intake.check(name, received(file, format, mapping), redaction(redact), golden);
    }

    private static Supplier<RecordFile> received(
            @Nullable MultipartFile file, @Nullable String format, @Nullable String mapping) {
        if (file == null) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Send the file as the part \"file\" of a multipart/form-data body.")
                    .at("/file", "is required");
        }
        RecordMapping rows = RecordMapping.of(mapping);
        return () -> RecordFile.of(file, format, file.getOriginalFilename(), file.getContentType(), rows);
    }

    private static @Nullable UploadRedaction redaction(@Nullable String redact) {
        return redact == null ? null : UploadRedaction.of(redact).orElseThrow();
    }

    @GetMapping("/{version}")
    @RequiresPermission(Permission.DATASET_READ)
    DatasetVersionResponse get(@PathVariable String name, @PathVariable int version) {
        return datasets.described(name, datasets.version(name, version));
    }

    /// Newest first.
    @GetMapping
    @RequiresPermission(Permission.DATASET_READ)
    Page<DatasetVersionResponse> list(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return datasets.described(name, paging);
    }

    /// Lists records in file order. A page may contain fewer records than requested if they are large.
    ///
    /// @param q only records that contain this text in any member, ignoring case
    @GetMapping("/{version}/records")
    @RequiresPermission(Permission.DATASET_READ)
    Page<JsonNode> records(
            @PathVariable String name,
            @PathVariable int version,
            @RequestParam(required = false) @Nullable @Size(max = 200) String q,
            @Valid @ParameterObject Paging paging) {
        return datasets.records(name, version, q, paging);
    }
}
