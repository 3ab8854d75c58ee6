package io.plumbline.eval.gate.run.preparation;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.run.evidence.GateEvidence;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import io.plumbline.eval.gate.run.system.Systems;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    /// @param judge target of the judge's calls; null without a judge
    /// @param items number of items
    public record Prepared(
            List<SystemUnderTest> systems, @Nullable String judge, int items) {}

    /// @throws UnrunnableGateException if the gate can never run
    public Prepared prepare(Gate begun) {
        Gate gate = pinning.pin(baselines.fill(begun));
        List<SystemUnderTest> asked = systems.of(gate);
        evidence.begin(gate, asked);
        String judge = systems.bulkheadOfJudge(gate).orElse(null);
        int items = source.read(gate, asked);
        external.store(gate);
        return new Prepared(asked, judge, items);
    }
}
