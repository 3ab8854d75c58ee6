package io.plumbline.eval.gate.verdict;

/// Why an answer has no score in a metric.
enum MissingScore {
    TOO_LARGE("too large for "),
    SCORER_FAILED("no score from ");

    private final String start;

    MissingScore(String start) {
        this.start = start;
    }

    String error(String metric) {
        return start + metric;
    }
}
