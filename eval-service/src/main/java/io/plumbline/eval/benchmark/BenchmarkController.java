package io.plumbline.eval.benchmark;

import io.plumbline.eval.benchmark.format.BenchmarkFile;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.benchmark.format.MalformedBenchmarkException;
import io.plumbline.eval.benchmark.ledger.Benchmark;
import io.plumbline.eval.benchmark.ledger.Benchmark.BenchmarkVersion;
import io.plumbline.eval.benchmark.ledger.BenchmarkDocument;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.kit.web.Uploads;
import io.swagger.v3.oas.annotations.media.Content;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Benchmarks and the versions of their data.
@RestController
@RequestMapping("/api/v1/benchmarks")
class BenchmarkController {

    private static final int MOST_FILES = 256;
    /// Of all files of an upload, unpacked.
    private static final long MOST_CHARACTERS = 200_000_000;

    private final BenchmarkCatalog benchmarks;

    BenchmarkController(BenchmarkCatalog benchmarks) {
        this.benchmarks = benchmarks;
    }

    @Bean
    static Uploads benchmarkUploads() {
        return Uploads.at("/api/v1/benchmarks/{name}/versions");
    }

    @Bean
    static Uploads benchmarkChecks() {
        return Uploads.at("/api/v1/benchmarks/{name}/versions/check");
    }

    /// Creates or replaces a benchmark. Team and format cannot change.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.SUITE_WRITE)
    ResponseEntity<BenchmarkResponse> put(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @Valid @RequestBody BenchmarkDocument document,
            @RequestHeader(name = "If-Match", required = false) @Size(max = 200) @Nullable String ifMatch) {
        BenchmarkCatalog.Stored stored = benchmarks.store(name, document, ifMatch);
        ResponseEntity.BodyBuilder answer = stored.created()
                ? ResponseEntity.created(URI.create("/api/v1/benchmarks/" + name))
                : ResponseEntity.ok();
        return answer.eTag(EntityTags.of(stored.benchmark().revision())).body(BenchmarkResponse.of(stored.benchmark()));
    }

    /// Previews the changes of a `PUT`. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.SUITE_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @Valid @RequestBody BenchmarkDocument document) {
        return benchmarks.diff(name, document);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.SUITE_READ)
    ResponseEntity<BenchmarkResponse> get(@PathVariable String name) {
        BenchmarkResponse benchmark = BenchmarkResponse.of(benchmarks.get(name));
        return ResponseEntity.ok().eTag(EntityTags.of(benchmark.revision())).body(benchmark);
    }

    /// By name.
    @GetMapping
    @RequiresPermission(Permission.SUITE_READ)
    Page<BenchmarkResponse> list(@Valid @ParameterObject Paging paging) {
        return benchmarks.list(paging).map(BenchmarkResponse::of);
    }

    /// Uploads the next version of the data: the published files as parts `file` of a multipart body, at most 256, each
    /// optionally with gzip. Returns the newest version with 200 if it has the same items.
    @PostMapping("/{name}/versions")
    @MayCreate
    @RequiresPermission(Permission.SUITE_WRITE)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE))
    ResponseEntity<BenchmarkVersion> upload(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @RequestParam(name = "file", required = false) @Size(max = MOST_FILES) @Nullable
                    List<MultipartFile> files) {
        Benchmark _ = benchmarks.requireWritable(name);
        BenchmarkCatalog.Uploaded uploaded = benchmarks.upload(name, decoded(given(files), MOST_CHARACTERS));
        int version = uploaded.version().version();
        return (uploaded.created()
                        ? ResponseEntity.created(URI.create("/api/v1/benchmarks/" + name + "/versions/" + version))
                        : ResponseEntity.ok())
                .body(uploaded.version());
    }

    /// Checks the files of an upload and compares their items with the newest version. Stores nothing. The benchmark
    /// need not exist.
    ///
    /// @param format the published benchmark whose files they are
    @PostMapping("/{name}/versions/check")
    @RequiresPermission(Permission.SUITE_WRITE)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE))
    BenchmarkCatalog.CheckedFiles check(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @RequestParam(name = "format") BenchmarkKind format,
            @RequestParam(name = "file", required = false) @Size(max = MOST_FILES) @Nullable
                    List<MultipartFile> files) {
        Benchmark benchmark = benchmarks.writable(name, format).orElse(null);
        return benchmarks.check(benchmark, format, decoded(given(files), MOST_CHARACTERS));
    }

    private static List<MultipartFile> given(@Nullable List<MultipartFile> files) {
        if (files == null || files.isEmpty()) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Send the files as parts \"file\" of a multipart/form-data body.")
                    .at("/file", "is required");
        }
        return files;
    }

    /// @param most largest number of characters of all files together
    /// @throws ProblemException 400 if there are more, or a file is malformed
    static List<BenchmarkFile> decoded(List<MultipartFile> files, long most) {
        List<BenchmarkFile> decoded = new ArrayList<>();
        long characters = 0;
        for (MultipartFile file : files) {
            try {
                BenchmarkFile next = BenchmarkFile.of(
                        Objects.requireNonNullElse(file.getOriginalFilename(), "file"), file.getBytes());
                characters += next.text().length();
                if (characters > most) {
                    throw new MalformedBenchmarkException(next.name(), 1, "(and the files before it) are too large");
                }
                decoded.add(next);
            } catch (MalformedBenchmarkException e) {
                throw BenchmarkCatalog.malformed(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return decoded;
    }

    @GetMapping("/{name}/versions/{version}")
    @RequiresPermission(Permission.SUITE_READ)
    BenchmarkVersion version(@PathVariable String name, @PathVariable int version) {
        return benchmarks.version(name, version);
    }

    /// Newest first.
    @GetMapping("/{name}/versions")
    @RequiresPermission(Permission.SUITE_READ)
    Page<BenchmarkVersion> versions(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return benchmarks.versions(name, paging);
    }
}
