package io.plumbline.eval.benchmark;

import io.plumbline.eval.benchmark.RunArchive.AnswerView;
import io.plumbline.eval.benchmark.RunArchive.RunComparison;
import io.plumbline.eval.benchmark.ledger.BenchmarkRun;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore.RunFilter;
import io.plumbline.eval.benchmark.ledger.RunRequest;
import io.plumbline.eval.benchmark.ledger.RunUnit.Purpose;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.trial.TrialStatus;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Runs of benchmarks.
@RestController
class BenchmarkRunController {

    private static final String RUNS = "/api/v1/benchmark-runs";
    private static final int MAX_WAIT = 120;

    private final RunService service;
    private final RunArchive archive;

    BenchmarkRunController(RunService service, RunArchive archive) {
        this.service = service;
        this.archive = archive;
    }

    /// Starts a run and waits up to `wait` seconds for its end.
    @PostMapping("/api/v1/benchmarks/{name}/runs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.GATE_RUN)
    ResponseEntity<BenchmarkRunResponse> open(
            @PathVariable @Pattern(regexp = SuiteDocument.NAME) String name,
            @Valid @RequestBody RunRequest request,
            @RequestParam(name = "wait", defaultValue = "0") @Min(0) @Max(MAX_WAIT) int wait) {
        BenchmarkRun run = service.open(name, request);
        if (wait > 0) {
            run = archive.await(run.id(), wait);
        }
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, RUNS + "/" + run.id())
                .body(BenchmarkRunResponse.of(run));
    }

    @GetMapping(RUNS + "/{id}")
    @RequiresPermission(Permission.GATE_READ)
    BenchmarkRunResponse get(
            @PathVariable UUID id, @RequestParam(name = "wait", defaultValue = "0") @Min(0) @Max(MAX_WAIT) int wait) {
        return BenchmarkRunResponse.of(archive.await(id, wait));
    }

    /// Lists runs, newest first.
    ///
    /// @param benchmark name of the benchmark
    /// @param target name of the target as in the response
    @GetMapping(RUNS)
    @RequiresPermission(Permission.GATE_READ)
    Page<BenchmarkRunResponse> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String benchmark,
            @RequestParam(required = false) @Size(max = 300) @Nullable String target,
            @RequestParam(required = false) @Nullable TrialStatus status,
            @Valid @ParameterObject Paging paging) {
        return archive.list(new RunFilter(benchmark, target, status), paging).map(BenchmarkRunResponse::listed);
    }

    @PostMapping(RUNS + "/{id}/cancel")
    @RequiresPermission(Permission.GATE_RUN)
    BenchmarkRunResponse cancel(@PathVariable UUID id) {
        return BenchmarkRunResponse.of(service.cancel(id));
    }

    /// Lists the outcomes of the calls with their answers, redacted and truncated for people.
    ///
    /// @param purpose what the calls were for; default: all
    @GetMapping(RUNS + "/{id}/answers")
    @RequiresPermission(Permission.GATE_READ)
    Page<AnswerView> answers(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Purpose purpose,
            @Valid @ParameterObject Paging paging) {
        return archive.answers(id, purpose, paging);
    }

    /// Compares a finished run with another one on the items that both scored: McNemar's exact test and Newcombe's
    /// interval for shares of items, else a paired bootstrap. Both runs must have the same data and settings.
    ///
    /// @param baseline the run to compare with
    @GetMapping(RUNS + "/{id}/comparison")
    @RequiresPermission(Permission.GATE_READ)
    RunComparison compare(@PathVariable UUID id, @RequestParam UUID baseline) {
        return archive.compare(id, baseline);
    }
}
