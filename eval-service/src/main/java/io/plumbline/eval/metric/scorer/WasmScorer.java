package io.plumbline.eval.metric.scorer;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// A metric computed by a registered WebAssembly module. A module that fails on a pair makes the metric
/// unavailable: a score is never invented. Thread-safe.
public final class WasmScorer implements MeanMetric {

    public static final String NAME = "wasm";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String digest;
    private final WasmProgram program;

    /// @param digest of the module
    public WasmScorer(String digest, WasmProgram program) {
        this.digest = digest;
        this.program = program;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needsReferences() {
        return false;
    }

    @Override
    public double score(TextPair pair) {
        try {
            return program.score(
                    JSON.writeValueAsString(Map.of("hypothesis", pair.hypothesis(), "references", pair.references())));
        } catch (WasmProgram.Failure e) {
            throw new MetricUnavailableException("wasm cannot be computed: its module " + e.getMessage(), e);
        }
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|module:" + digest;
    }
}
