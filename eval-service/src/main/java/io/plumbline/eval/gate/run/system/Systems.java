package io.plumbline.eval.gate.run.system;

import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.clients.registry.VersionSummary;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.sibling.SiblingServices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Determines the systems of a gate and their prompts.
public final class Systems {

    private final SiblingServices siblings;

    public Systems(SiblingServices siblings) {
        this.siblings = siblings;
    }

    /// Returns the candidate, and the baseline if there is one.
    ///
    /// @throws UnrunnableGateException if a prompt does not exist or belongs to another team
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
        String reference = own == null ? gate.document().template().prompt() : own;
        PromptVersion prompt = reference == null ? null : prompt(gate.team(), reference);
        Map<String, String> digests = new HashMap<>();
        Map<String, String> answering = new HashMap<>();
        if (prompt != null) {
            put(digests, "prompt", prompt.digest());
            put(answering, "prompt", AnsweringParts.ofPrompt(prompt));
        }
        String model = candidate.modelReference();
        String bulkhead = Bulkheads.ofRoute(candidate.gatewayModel());
        if (model != null) {
            Optional<VersionSummary> found = siblings.model(gate.team(), model);
            bulkhead = Bulkheads.ofVersion(model, found);
            found.ifPresent(version -> {
                put(digests, "model", version.digest());
                put(answering, "model", AnsweringParts.ofModel(version));
            });
        }
        Set<String> variables = prompt == null ? Set.of() : prompt.variableNames();
        return new SystemUnderTest(
                side,
                candidate,
                reference,
                bulkhead,
                variables,
                digests,
                answering,
                gate.run().served(side));
    }

    /// Returns the targets of the judges' calls; none for a suite without a judge.
    public Set<String> bulkheadsOfJudges(Gate gate) {
        return gate.document().judgesByKey().values().stream()
                .map(judge -> new Bulkheads(siblings).of(gate.team(), judge.model()))
                .collect(Collectors.toSet());
    }

    private static void put(Map<String, String> digests, String part, @Nullable String digest) {
        if (digest != null) {
            digests.put(part, digest);
        }
    }

    private PromptVersion prompt(String team, String reference) {
        PromptVersion found = siblings.prompt(team, reference)
                .orElseThrow(() -> new UnrunnableGateException("The prompt " + reference + " does not exist."));
        if (found.variableNames().contains(GateItem.REFERENCES)) {
            throw new UnrunnableGateException("The prompt " + reference + " contains the references of the records.");
        }
        return found;
    }
}
