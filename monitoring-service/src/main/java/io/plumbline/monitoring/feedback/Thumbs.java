package io.plumbline.monitoring.feedback;

/// A binary rating of an answer.
public enum Thumbs {
    UP(1),
    DOWN(0);

    private final double score;

    Thumbs(double score) {
        this.score = score;
    }

    /// 0..1.
    double score() {
        return score;
    }
}
