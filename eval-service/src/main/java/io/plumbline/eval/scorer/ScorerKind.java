package io.plumbline.eval.scorer;

/// How a registered scorer runs.
enum ScorerKind {
    /// A WebAssembly module inside this service.
    WASM,
    /// A service that this service calls.
    HTTP,
    /// A Python function in the sandbox.
    PYTHON
}
