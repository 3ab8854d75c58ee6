package io.plumbline.eval.gate.run.preparation;

import io.plumbline.clients.gateway.GatewayClient.ResolvedConfiguration;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.run.system.UnrunnableGateException;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.ServedConfigurations.UnknownConfigurationException;
import io.plumbline.eval.suite.document.JudgeRule;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Determines, once and before the first call, the production configuration of a gate's systems. The gate
/// evaluates that configuration to its end.
public final class ConfigurationPinning {

    private static final String REGISTRY = "registry:";

    private final ServedConfigurations configurations;
    private final GateStore gates;

    public ConfigurationPinning(ServedConfigurations configurations, GateStore gates) {
        this.configurations = configurations;
        this.gates = gates;
    }

    /// Returns the gate with its configurations. A route, as candidate or judge, is not pinned.
    ///
    /// @param gate with its baseline
    /// @throws UnrunnableGateException if the gateway does not return them, or the gate already made calls
    ///     without them
    Gate pin(Gate gate) {
        if (gates.isServedKnown(gate.id())) {
            return gate;
        }
        if (gate.answered() > 0) {
            throw new UnrunnableGateException(
                    "The gate started with an earlier version of eval-service, which sends other requests. Run it again.");
        }
        Map<String, Served> served = new HashMap<>();
        try {
            add(served, Side.CANDIDATE, gate, gate.candidate());
            add(served, Side.BASELINE, gate, gate.baseline());
            for (Map.Entry<String, JudgeRule> judge :
                    gate.document().judgesByKey().entrySet()) {
                if (judge.getValue().namesVersion()) {
                    String model = judge.getValue().model().substring(REGISTRY.length());
                    served.put(Served.judge(judge.getKey()), served(gate, model, null, null));
                }
            }
        } catch (UnknownConfigurationException e) {
            throw new UnrunnableGateException(e.getMessage());
        }
        gates.setServed(gate.id(), served);
        return gates.find(gate.id()).orElseThrow();
    }

    private void add(Map<String, Served> served, Side side, Gate gate, @Nullable Candidate candidate) {
        String model = candidate == null ? null : candidate.modelReference();
        if (candidate != null && model != null) {
            String own = candidate.promptReference();
            String prompt = own == null ? gate.document().template().prompt() : own;
            served.put(side.part(), served(gate, model, prompt, candidate.route()));
        }
    }

    private Served served(Gate gate, String model, @Nullable String prompt, @Nullable String route) {
        ResolvedConfiguration found = configurations.resolve(gate.team(), model, prompt, route);
        return new Served(found.digest(), found.document());
    }
}
