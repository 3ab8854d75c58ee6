package io.plumbline.eval.scorer;

import io.plumbline.eval.metric.scorer.WasmProgram;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Custom scorers in WebAssembly. A suite uses one as the metric `wasm` with the digest of a version as its
/// option `module`.
@RestController
@RequestMapping("/api/v1/scorers/{name}/versions")
class ScorerController {

    private static final int LONGEST = WasmProgram.MAX_MODULE * 4 / 3 + 4;

    private final ScorerCatalog scorers;

    ScorerController(ScorerCatalog scorers) {
        this.scorers = scorers;
    }

    /// @param module the WebAssembly module in base64, at most 100 kB decoded. It exports `memory`,
    ///     `alloc(i32) -> i32` and `score(i32, i32) -> f64`, and imports nothing
    record ScorerRequest(
            @Pattern(regexp = SuiteDocument.NAME) @Nullable String team,
            @NotNull @Size(min = 1, max = LONGEST) String module) {

        /// Leaves out the module.
        @Override
        public String toString() {
            return "ScorerRequest[team=" + team + "]";
        }
    }

    /// Registers the next version, after running it once on an empty answer.
    @PostMapping
    @RequiresPermission(Permission.SUITE_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ScorerVersion> register(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @Valid @RequestBody ScorerRequest request) {
        byte[] module;
        try {
            module = Base64.getDecoder().decode(request.module());
        } catch (IllegalArgumentException e) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The module cannot be read.")
                    .at("/module", "must be in base64");
        }
        if (module.length > WasmProgram.MAX_MODULE) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The module is too large.")
                    .at("/module", "must have at most " + WasmProgram.MAX_MODULE + " bytes");
        }
        ScorerVersion version = scorers.register(name, request.team(), module);
        return ResponseEntity.created(URI.create("/api/v1/scorers/" + name + "/versions/" + version.version()))
                .body(version);
    }

    @GetMapping("/{version}")
    @RequiresPermission(Permission.SUITE_READ)
    ScorerVersion get(@PathVariable String name, @PathVariable int version) {
        return scorers.get(name, version);
    }

    /// Newest first.
    @GetMapping
    @RequiresPermission(Permission.SUITE_READ)
    Page<ScorerVersion> list(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return scorers.list(name, paging);
    }
}
