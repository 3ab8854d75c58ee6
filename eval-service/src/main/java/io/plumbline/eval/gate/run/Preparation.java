package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Gate;
import java.util.List;

/// Finds out what a gate has to ask, once: what is found is kept with the gate.
final class Preparation {

    private final Baselines baselines;
    private final Pinning pinning;
    private final Systems systems;
    private final ItemSource source;
    private final GateEvidence evidence;

    Preparation(Baselines baselines, Pinning pinning, Systems systems, ItemSource source, GateEvidence evidence) {
        this.baselines = baselines;
        this.pinning = pinning;
        this.evidence = evidence;
        this.systems = systems;
        this.source = source;
    }

    /// @param systems how many systems are asked
    /// @param items how many items
    record Prepared(int systems, int items) {}

    /// @throws UnrunnableGateException when it can never be asked
    Prepared prepare(Gate begun) {
        Gate gate = pinning.pin(baselines.fill(begun));
        List<SystemUnderTest> asked = systems.of(gate);
        evidence.begin(gate, asked);
        return new Prepared(asked.size(), source.read(gate, asked));
    }
}
