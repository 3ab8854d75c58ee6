package io.plumbline.eval.gate;

/// Whose answer it is.
enum Side {
    CANDIDATE,
    BASELINE
}
