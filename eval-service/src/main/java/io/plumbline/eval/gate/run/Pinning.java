package io.plumbline.eval.gate.run;

import io.plumbline.clients.gateway.GatewayClient.ResolvedConfiguration;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.ServedConfigurations.UnknownConfigurationException;
import io.plumbline.eval.suite.SuiteDocument;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out, once and before anything is asked, how production would serve what a gate asks: that is what it
/// evaluates, to its end.
final class Pinning {

    private static final String REGISTRY = "registry:";

    private final ServedConfigurations configurations;
    private final GateStore gates;

    Pinning(ServedConfigurations configurations, GateStore gates) {
        this.configurations = configurations;
        this.gates = gates;
    }

    /// The gate with what it evaluates. A route, as candidate or as judge, is whatever it leads to.
    ///
    /// @param gate with its baseline
    /// @throws UnrunnableGateException when the gateway does not say, or the gate asked without knowing it
    Gate pin(Gate gate) {
        if (gates.isServedKnown(gate.id())) {
            return gate;
        }
        if (gate.answered() > 0) {
            throw new UnrunnableGateException(
                    "The gate began under an earlier edition of eval-service, which asked otherwise. Run it again.");
        }
        Map<String, Served> served = new HashMap<>();
        try {
            add(served, Side.CANDIDATE, gate, gate.candidate());
            add(served, Side.BASELINE, gate, gate.baseline());
            SuiteDocument.JudgeRule judge = gate.document().judge();
            if (judge != null && judge.asksVersion()) {
                served.put(Served.JUDGE, served(gate, judge.model().substring(REGISTRY.length()), null, null));
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
