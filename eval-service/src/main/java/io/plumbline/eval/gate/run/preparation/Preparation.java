package io.plumbline.eval.gate.run.preparation;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.run.evidence.GateEvidence;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import io.plumbline.eval.gate.run.system.Systems;
import java.util.List;
import java.util.Set;

/// Determines the calls of a gate once and stores them with it.
public final class Preparation {

    private final Baselines baselines;
    private final ConfigurationPinning pinning;
    private final Systems systems;
    private final ItemSource source;
    private final ExternalAnswers external;
    private final GateEvidence evidence;

    public Preparation(
            Baselines baselines,
            ConfigurationPinning pinning,
            Systems systems,
            ItemSource source,
            ExternalAnswers external,
            GateEvidence evidence) {
        this.baselines = baselines;
        this.pinning = pinning;
        this.evidence = evidence;
        this.systems = systems;
        this.source = source;
        this.external = external;
    }

    /// @param systems the systems to call
    /// @param judges targets of the judges' calls; none without a judge
    /// @param items number of items
    public record Prepared(List<SystemUnderTest> systems, Set<String> judges, int items) {}

    /// @throws UnrunnableGateException if the gate can never run
    public Prepared prepare(Gate begun) {
        Gate gate = pinning.pin(baselines.fill(begun));
        List<SystemUnderTest> asked = systems.of(gate);
        evidence.begin(gate, asked);
        Set<String> judges = systems.bulkheadsOfJudges(gate);
        int items = source.read(gate, asked);
        external.store(gate);
        return new Prepared(asked, judges, items);
    }
}
