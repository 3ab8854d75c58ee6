package io.plumbline.eval.benchmark.ledger;

import io.plumbline.kit.audit.AuditAction;

/// Audit actions of benchmarks.
public enum BenchmarkAction implements AuditAction {
    CREATED("eval.benchmark.created", "A task benchmark was created."),
    CHANGED("eval.benchmark.changed", "The description of a task benchmark was changed."),
    UPLOADED("eval.benchmark.uploaded", "A version of a benchmark's data was uploaded."),
    RUN_REQUESTED("eval.benchmark.runRequested", "A run of a benchmark was requested."),
    RUN_FINISHED("eval.benchmark.runFinished", "A run of a benchmark ended with results."),
    RUN_FAILED("eval.benchmark.runFailed", "A run of a benchmark could not be carried out."),
    RUN_CANCELLED("eval.benchmark.runCancelled", "A run of a benchmark was cancelled.");

    private final String code;
    private final String meaning;

    BenchmarkAction(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
