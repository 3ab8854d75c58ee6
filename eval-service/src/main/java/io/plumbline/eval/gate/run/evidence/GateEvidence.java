package io.plumbline.eval.gate.run.evidence;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.EvidenceLedger;
import io.plumbline.eval.gate.ledger.EvidenceLedger.Claim;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.answer.AnswerKey;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.result.Evidence;
import io.plumbline.eval.gate.run.system.AnsweringParts;
import io.plumbline.eval.gate.run.system.JsonFingerprint;
import io.plumbline.eval.gate.run.system.SystemUnderTest;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.eval.statistics.multiplicity.RepeatedAttempts;
import io.plumbline.eval.suite.document.SuiteDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The evidence of all gates with the same question. A gate that asks the same questions of the same systems as
/// earlier ones adds to their answers and must be more certain than they were, so running it again narrows
/// uncertainty but never makes a better verdict more likely than chance permits.
///
/// The same questions have the same suite, dataset version, slices, messages and non-production parameters.
/// Limits and metrics may have changed because they affect no answer, and so may the seed, which does not justify
/// another attempt at the full error rate. The same systems have documents equal in all parts that affect answers
/// ([AnsweringParts]), whatever their names and versions, and equal served configurations. A route depends on its
/// current configuration, so its runs do not add up. Neither do those of a suite with a knowledge base or a simulated
/// user.
public final class GateEvidence {

    private final EvidenceLedger ledger;
    private final GateStore gates;
    private final RunScores scores;
    private final RunDependencies dependencies;

    public GateEvidence(EvidenceLedger ledger, GateStore gates, RunScores scores, RunDependencies dependencies) {
        this.ledger = ledger;
        this.gates = gates;
        this.scores = scores;
        this.dependencies = dependencies;
    }

    /// An answer with the gate that produced it.
    private record Given(@Nullable UUID gate, AnswerKey place) {

        static Given of(@Nullable UUID gate, GateAnswer answer) {
            return new Given(gate, answer.key());
        }
    }

    /// @param items in calling order
    /// @param answers the gate's own answers and, with higher repeat numbers, those of earlier gates that are
    ///     neither errors nor possibly truncated
    public record Gathered(Evidence evidence, List<GateItem> items, List<GateAnswer> answers) {

        public Gathered {
            answers = List.copyOf(answers);
        }
    }

    /// Records the question of a gate before its first call.
    public void begin(Gate gate, List<SystemUnderTest> systems) {
        if (!gate.document().dependsOnOthers()
                && systems.stream().noneMatch(system -> system.candidate().kind() == Candidate.Kind.ROUTE)) {
            ledger.recordQuestion(gate.id(), question(gate, systems));
        }
    }

    /// Scores the remaining answers of a gate, and gathers the evidence for its verdict; see [RunScores#read].
    public Gathered gather(Gate gate, int items) {
        return gather(gate, scores.read(gate, items));
    }

    /// Gathers the evidence for its verdict. A gate without calls, all of whose answers come from earlier gates
    /// and were part of their verdicts, adds no information and is not an attempt.
    ///
    /// @param scored answers of the gate itself
    public Gathered gather(Gate gate, RunScores.Scored scored) {
        List<GateAnswer> own = scored.answers();
        boolean fresh = own.stream().anyMatch(answer -> answer.answer() != null && !answer.cached());
        Claim claim = ledger.claim(gate.id(), fresh || judgesAnew(gate));
        List<GateAnswer> all = new ArrayList<>(own);
        // Of an answer and its copy, the copy counts.
        Set<Given> copied = own.stream()
                .filter(GateAnswer::cached)
                .map(copy -> Given.of(copy.origin(), copy))
                .collect(Collectors.toSet());
        int beyond = gate.document().repeatsOrOne();
        for (UUID id : claim.earlier()) {
            int last = -1;
            Gate earlier = gates.find(id).orElseThrow();
            Set<AnswerKey> cut = scores.maybeCut(earlier);
            for (GateAnswer answer : scored(earlier, gate)) {
                Given given = Given.of(id, answer);
                if (answer.answer() != null
                        && !answer.cached()
                        && !copied.contains(given)
                        && !cut.contains(given.place())) {
                    all.add(answer.asRepeat(beyond + answer.repeat()));
                    last = Math.max(last, answer.repeat());
                }
            }
            beyond += last + 1;
        }
        double confidence = RepeatedAttempts.confidence(GateJudge.CONFIDENCE, claim.attempt());
        int runs = Math.max(1, claim.earlier().size() + (fresh ? 1 : 0));
        return new Gathered(new Evidence(claim.attempt(), runs, confidence), scored.items(), all);
    }

    /// A judge behind a route rates each answer again.
    private static boolean judgesAnew(Gate gate) {
        return gate.document().judgesByKey().values().stream().anyMatch(judge -> !judge.namesVersion());
    }

    /// Uses stored scores if they are of the same metrics; else scores the texts.
    private List<GateAnswer> scored(Gate earlier, Gate gate) {
        Gate measured = earlier.measuredBy(gate.document());
        return dependencies.scoresAlike(earlier, gate)
                ? scores.stored(measured)
                : scores.again(measured).answers();
    }

    private static String question(Gate gate, List<SystemUnderTest> systems) {
        Map<String, Object> all = new HashMap<>();
        all.put("team", gate.team());
        all.put("suite", gate.suite());
        all.put("dataset", gate.document().dataset());
        if (gate.outputs() != null) {
            all.put("outputs", "sent");
        }
        if (gate.document().onlySlices() != null) {
            all.put("slices", new TreeSet<>(gate.document().onlySlices()));
        }
        if (!gate.document().sentParameters().isEmpty()) {
            all.put("parameters", gate.document().sentParameters());
        }
        if (gate.document().tools() != null) {
            all.put("tools", gate.document().tools());
        }
        if (gate.document().agent() != null) {
            all.put("agent", gate.document().agent());
        }
        systems.forEach(system -> all.put(system.side().name(), questionOf(gate, system)));
        return "sha256:" + HexFormat.of().formatHex(JsonFingerprint.digest(all));
    }

    /// Returns the identity of a system: digests of the parts of its documents that affect answers, or their
    /// versions without digests, so that registering a document again makes no other system; and its messages,
    /// unless it has a prompt.
    private static Map<String, Object> questionOf(Gate gate, SystemUnderTest system) {
        Map<String, Object> asked = new HashMap<>(system.answering());
        String serving = AnsweringParts.ofServing(system.served());
        if (serving != null) {
            asked.put("served", serving);
        }
        String model = system.candidate().modelReference();
        if (model != null) {
            asked.putIfAbsent("model", model);
        }
        List<SuiteDocument.Message> messages = gate.document().template().messages();
        if (system.prompt() == null) {
            asked.put("messages", messages == null ? List.of() : messages);
        } else {
            asked.putIfAbsent("prompt", system.prompt());
        }
        return asked;
    }
}
