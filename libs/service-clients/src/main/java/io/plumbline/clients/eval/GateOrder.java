package io.plumbline.clients.eval;

/// A gate to open on a model version.
public record GateOrder(String suite, ModelCandidate candidate) {

    /// A model version.
    public record ModelCandidate(String model, int version) {}
}
