package io.plumbline.eval.gate.run;

import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.sibling.Neighbours;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Finds out what a gate has to ask, and with which prompt.
public final class Systems {

    private final Neighbours neighbours;

    public Systems(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    /// The candidate, and the baseline if there is one.
    ///
    /// @throws UnrunnableGateException when a prompt is not there or is another team's
    public List<SystemUnderTest> of(Gate gate) {
        List<SystemUnderTest> systems = new ArrayList<>(2);
        systems.add(system(gate, Side.CANDIDATE, gate.candidate()));
        if (gate.baseline() != null) {
            systems.add(system(gate, Side.BASELINE, gate.baseline()));
        }
        return systems;
    }

    private SystemUnderTest system(Gate gate, Side side, Candidate candidate) {
        String own = candidate.promptReference();
        String prompt = own == null ? gate.document().template().prompt() : own;
        return new SystemUnderTest(side, candidate, prompt, prompt == null ? Set.of() : variables(gate.team(), prompt));
    }

    private Set<String> variables(String team, String prompt) {
        PromptVersion found = neighbours
                .prompt(team, prompt)
                .orElseThrow(() -> new UnrunnableGateException("The prompt " + prompt + " is not there."));
        if (found.variableNames().contains(GateItem.REFERENCES)) {
            throw new UnrunnableGateException("The prompt " + prompt + " asks for the references of the records.");
        }
        return found.variableNames();
    }
}
