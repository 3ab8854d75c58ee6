package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.AnswerKey;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Evidence;
import io.plumbline.eval.gate.ledger.EvidenceLedger;
import io.plumbline.eval.gate.ledger.EvidenceLedger.Claim;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.eval.statistics.RepeatedAttempts;
import io.plumbline.eval.suite.SuiteDocument;
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

/// All that was ever answered to what a gate asks. A gate that asks the same questions of the same systems as
/// earlier ones adds to them, and has to be surer than they had; so running it again narrows what is known,
/// and never makes a better verdict more likely than chance may.
///
/// The same questions are those of one suite, dataset version, slices, messages and parameters that deviate from
/// production's; limits and metrics may have changed since, for they change no answer, and the seed, which is no
/// reason for another try at the full error. The same systems are those whose documents are the same in all on
/// which answers depend ([AnsweringParts]), whatever their names and versions, and that are served alike. A route
/// is what it is configured to be at the moment, so its runs do not add up.
final class GateEvidence {

    private final EvidenceLedger ledger;
    private final GateStore gates;
    private final RunScores scores;
    private final RunDependencies dependencies;

    GateEvidence(EvidenceLedger ledger, GateStore gates, RunScores scores, RunDependencies dependencies) {
        this.ledger = ledger;
        this.gates = gates;
        this.scores = scores;
        this.dependencies = dependencies;
    }

    /// An answer by the gate that was given it.
    private record Given(@Nullable UUID gate, AnswerKey place) {

        static Given of(@Nullable UUID gate, GateAnswer answer) {
            return new Given(gate, new AnswerKey(answer.side(), answer.item(), answer.repeat()));
        }
    }

    /// @param answers the gate's own and, with higher numbers of repeats, those of earlier gates that are no
    ///     errors, nor may be cut
    record Gathered(Evidence evidence, List<GateAnswer> answers) {

        Gathered {
            answers = List.copyOf(answers);
        }
    }

    /// Notes what a gate asks, before it asks anything.
    void begin(Gate gate, List<SystemUnderTest> systems) {
        if (systems.stream().noneMatch(system -> system.candidate().kind() == Candidate.Kind.ROUTE)) {
            ledger.recordQuestion(gate.id(), question(gate, systems));
        }
    }

    /// What its verdict has to rest on. A gate that has asked nothing, since all its answers were given to
    /// earlier gates and judged in them, tells nothing new and is no attempt of its own.
    ///
    /// @param own answers of the gate itself
    Gathered gather(Gate gate, List<GateAnswer> own) {
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
        return new Gathered(new Evidence(claim.attempt(), runs, confidence), all);
    }

    /// A judge that is a route is asked about each answer, also about one that was judged before.
    private static boolean judgesAnew(Gate gate) {
        SuiteDocument.JudgeRule judge = gate.document().judge();
        return judge != null && !judge.namesVersion();
    }

    /// By the scores that are kept, where they are those of the same metrics; else from the texts.
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
        if (gate.document().onlySlices() != null) {
            all.put("slices", new TreeSet<>(gate.document().onlySlices()));
        }
        if (!gate.document().sentParameters().isEmpty()) {
            all.put("parameters", gate.document().sentParameters());
        }
        systems.forEach(system -> all.put(system.side().name(), questionOf(gate, system)));
        return "sha256:" + HexFormat.of().formatHex(Fingerprint.digest(all));
    }

    /// What a system is made of, by digests of what of its documents changes answers, or by their versions
    /// where there are none: to register a document again makes no other system. And the messages that it is
    /// asked with, if not by a prompt.
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
