package io.plumbline.eval.scorer;

import io.plumbline.eval.metric.scorer.WasmProgram;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.egress.OutwardAddresses;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Custom scorers: WebAssembly modules, Python functions, and services over HTTP. A suite uses one as the metric
/// `scorer` with `NAME@VERSION` as its option `version`.
@RestController
@RequestMapping("/api/v1/scorers")
class ScorerController {

    private final ScorerCatalog scorers;
    private final OutwardAddresses addresses;

    ScorerController(ScorerCatalog scorers, OutwardAddresses addresses) {
        this.scorers = scorers;
        this.addresses = addresses;
    }

    /// Registers a version, unless the newest one has the same definition. It must score an empty answer first.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.SUITE_WRITE)
    ResponseEntity<ScorerVersion> put(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @Valid @RequestBody ScorerRequest request) {
        ScorerCatalog.Put put = scorers.put(name, request.team(), spec(name, request), request.secret(), false);
        return put.created() ? created(put.version()) : ResponseEntity.ok(put.version());
    }

    /// Previews the changes of a `PUT`, without the secret. Stores and calls nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.SUITE_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @Valid @RequestBody ScorerRequest request) {
        return scorers.diff(name, request.team(), definition(request));
    }

    /// The newest version of each scorer, by name, without sources.
    @GetMapping
    @RequiresPermission(Permission.SUITE_READ)
    Page<ScorerVersion> list(@Valid @ParameterObject Paging paging) {
        return scorers.list(paging);
    }

    /// The newest version.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.SUITE_READ)
    ScorerVersion newest(@PathVariable String name) {
        return scorers.newest(name);
    }

    /// Registers the next version, after running it once on an empty answer.
    @PostMapping("/{name}/versions")
    @RequiresPermission(Permission.SUITE_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ScorerVersion> register(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @Valid @RequestBody ScorerRequest request) {
        return created(scorers.put(name, request.team(), spec(name, request), request.secret(), true)
                .version());
    }

    private static ResponseEntity<ScorerVersion> created(ScorerVersion version) {
        return ResponseEntity.created(
                        URI.create("/api/v1/scorers/" + version.name() + "/versions/" + version.version()))
                .body(version);
    }

    @GetMapping("/{name}/versions/{version}")
    @RequiresPermission(Permission.SUITE_READ)
    ScorerVersion get(@PathVariable String name, @PathVariable int version) {
        return scorers.get(name, version);
    }

    /// Newest first, without sources.
    @GetMapping("/{name}/versions")
    @RequiresPermission(Permission.SUITE_READ)
    Page<ScorerVersion> versions(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return scorers.versions(name, paging);
    }

    private ScorerSpec spec(String name, ScorerRequest request) {
        ScorerSpec spec = definition(request);
        if (spec.kind() == ScorerKind.HTTP && request.secret() == null && !scorers.hasSecret(name)) {
            throw invalid("/secret", "must be given for a new scorer over HTTP");
        }
        return spec;
    }

    private ScorerSpec definition(ScorerRequest request) {
        if (Stream.of(request.module() != null, request.source() != null, request.http() != null)
                        .filter(Boolean::booleanValue)
                        .count()
                != 1) {
            throw invalid("", "must have exactly one of module, source and http");
        }
        if (request.secret() != null && request.http() == null) {
            throw invalid("/secret", "is for scorers over HTTP");
        }
        if (request.module() != null) {
            return new ScorerSpec(module(request.module()), null, null);
        }
        if (request.source() != null) {
            return new ScorerSpec(null, source(request.source()), null);
        }
        HttpEndpoint http = Objects.requireNonNull(request.http());
        return new ScorerSpec(
                null,
                null,
                http.complete(addresses.read(http.url(), "/http/url").toString()));
    }

    private static byte[] module(String text) {
        byte[] module;
        try {
            module = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid("/module", "must be in base64");
        }
        if (module.length > WasmProgram.MAX_MODULE) {
            throw invalid("/module", "must have at most " + WasmProgram.MAX_MODULE + " bytes");
        }
        return module;
    }

    private static String source(String source) {
        if (source.getBytes(StandardCharsets.UTF_8).length > ScorerRequest.LONGEST_SOURCE) {
            throw invalid("/source", "must have at most " + ScorerRequest.LONGEST_SOURCE + " bytes");
        }
        if (source.indexOf('\0') >= 0) {
            throw invalid("/source", "must not have the character U+0000");
        }
        return source;
    }

    private static ProblemException invalid(String pointer, String reason) {
        return RequestProblem.INVALID_REQUEST
                .because("The request is invalid. errors lists each field.")
                .at(pointer, reason);
    }
}
