package io.plumbline.eval.benchmark;

import io.plumbline.kit.problem.ProblemType;
import org.springframework.http.HttpStatus;

/// Problems of benchmarks.
enum BenchmarkProblem implements ProblemType {
    BENCHMARK_MALFORMED(HttpStatus.BAD_REQUEST, "A file is not in the format of the benchmark"),
    BENCHMARK_INVALID(HttpStatus.BAD_REQUEST, "The benchmark is invalid"),
    BENCHMARK_RUN_INVALID(HttpStatus.BAD_REQUEST, "The run of the benchmark is invalid"),
    BENCHMARK_RUN_ALREADY_FINISHED(HttpStatus.CONFLICT, "The run of the benchmark has already finished"),
    BENCHMARK_RUN_NOT_FINISHED(HttpStatus.CONFLICT, "The run of the benchmark has no results"),
    BENCHMARK_RUNS_INCOMPARABLE(HttpStatus.CONFLICT, "The runs cannot be compared"),
    TOO_MANY_BENCHMARK_RUNS(HttpStatus.TOO_MANY_REQUESTS, "Too many benchmark runs of the team are unfinished");

    private final HttpStatus status;
    private final String title;

    BenchmarkProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
