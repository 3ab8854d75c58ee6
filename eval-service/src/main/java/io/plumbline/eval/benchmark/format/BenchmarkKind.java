package io.plumbline.eval.benchmark.format;

/// The published benchmarks that can be run.
public enum BenchmarkKind {
    /// Hendrycks et al. 2021: four choices on 57 subjects.
    MMLU("MMLU", "accuracy"),
    /// Zellers et al. 2019: the most plausible of four continuations.
    HELLASWAG("HellaSwag", "accuracy"),
    /// Lin et al. 2022: the true one among common misconceptions.
    TRUTHFULQA("TruthfulQA", "mc1"),
    /// Suzgun et al. 2022: 27 tasks that need several steps.
    BIG_BENCH_HARD("BIG-bench Hard", "exactMatch"),
    /// Cobbe et al. 2021: school mathematics in words.
    GSM8K("GSM8K", "strictMatch"),
    /// Röttger et al. 2024: safe prompts that look unsafe, and unsafe ones.
    XSTEST("XSTest", "safeCompliance"),
    /// Zhou et al. 2023: instructions that a program can verify.
    IFEVAL("IFEval", "promptStrict"),
    /// Yan et al. 2024: function calls, compared by their structure.
    BFCL("Berkeley Function Calling", "astMatch"),
    /// Chen et al. 2021: functions, tested by running them.
    HUMANEVAL("HumanEval", "pass@1");

    private final String title;
    private final String metric;

    BenchmarkKind(String title, String metric) {
        this.title = title;
        this.metric = metric;
    }

    public String title() {
        return title;
    }

    /// Returns the name of the metric that represents a run.
    public String mainMetric() {
        return metric;
    }

    /// Whether answers are letters of choices.
    public boolean isChoice() {
        return this == MMLU || this == HELLASWAG || this == TRUTHFULQA;
    }

    /// Whether answers are programs that have to be run.
    public boolean isProgram() {
        return this == HUMANEVAL;
    }

    /// Returns the number of examples before each question in the published setting.
    public int defaultShots() {
        return switch (this) {
            case MMLU -> 5;
            case BIG_BENCH_HARD -> 3;
            case GSM8K -> 8;
            default -> 0;
        };
    }
}
