package io.plumbline.eval.benchmark.task;

import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.sandbox.Sandbox;

/// The task of each benchmark.
public final class BenchmarkTasks {

    /// The harness whose prompts and scores the tasks follow.
    public static final String REFERENCE = "lm-evaluation-harness 4e7e0d47";

    /// Changes with every change of a prompt or a score.
    public static final int VERSION = 1;

    private final Sandbox sandbox;

    public BenchmarkTasks(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    public BenchmarkTask of(BenchmarkKind kind) {
        return switch (kind) {
            case MMLU, HELLASWAG, TRUTHFULQA -> new ChoiceTask(kind);
            case BIG_BENCH_HARD -> new ReasoningTask();
            case GSM8K -> new MathTask();
            case XSTEST -> new RefusalTask();
            case IFEVAL -> new InstructionTask();
            case BFCL -> new FunctionTask();
            case HUMANEVAL -> new CodeTask(sandbox);
        };
    }
}
