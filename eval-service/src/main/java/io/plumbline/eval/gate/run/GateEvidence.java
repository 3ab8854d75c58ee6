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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// All that was ever answered to what a gate asks. A gate that asks the same questions of the same systems as
/// earlier ones adds to them, and has to be surer than they had; so running it again narrows what is known,
/// and never makes a better verdict more likely than chance may.
///
/// The same questions are those of one suite, dataset version and template; limits, metrics and seeds may
/// have changed since, for they change no answer. A route is what it is configured to be at the moment, so
/// its runs do not add up.
final class GateEvidence {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final EvidenceLedger ledger;
    private final GateStore gates;
    private final RunScores scores;

    GateEvidence(EvidenceLedger ledger, GateStore gates, RunScores scores) {
        this.ledger = ledger;
        this.gates = gates;
        this.scores = scores;
    }

    private record Question(
            String team,
            String suite,
            String dataset,
            SuiteDocument.Template template,
            Candidate candidate,
            @Nullable Candidate baseline) {}

    /// @param answers the gate's own and, with higher numbers of repeats, those of earlier gates that are no
    ///     errors
    record Gathered(Evidence evidence, List<GateAnswer> answers) {

        Gathered {
            answers = List.copyOf(answers);
        }
    }

    /// Notes what a gate asks, as soon as its baseline is known.
    void begin(Gate gate) {
        if (addsUp(gate)) {
            ledger.asks(gate.id(), question(gate));
        }
    }

    /// What its verdict has to rest on. From then on the gate is an attempt at its question; one that has
    /// asked nothing, since all its answers were given to earlier gates, tells nothing new and is none of its
    /// own.
    ///
    /// @param own answers of the gate itself
    Gathered gather(Gate gate, List<GateAnswer> own) {
        boolean fresh = own.stream().anyMatch(answer -> answer.answer() != null && !answer.cached());
        Claim claim = addsUp(gate) ? ledger.claim(gate.id(), question(gate), fresh) : Claim.FIRST;
        List<GateAnswer> all = new ArrayList<>(own);
        // Of an answer and its copy, the copy counts.
        Set<AnswerKey> copies = own.stream()
                .filter(GateAnswer::cached)
                .map(GateEvidence::key)
                .collect(Collectors.toCollection(HashSet::new));
        int beyond = gate.document().repeatsOrOne();
        for (UUID id : claim.earlier()) {
            Gate earlier = gates.find(id).orElseThrow().measuredBy(gate.document());
            int last = -1;
            for (GateAnswer answer : scores.again(earlier).answers()) {
                if (answer.answer() != null && !answer.cached() && !copies.remove(key(answer))) {
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

    private static AnswerKey key(GateAnswer answer) {
        return new AnswerKey(answer.side(), answer.item(), answer.repeat());
    }

    private static boolean addsUp(Gate gate) {
        return gate.candidate().kind() != Candidate.Kind.ROUTE
                && (gate.baseline() == null || gate.baseline().kind() != Candidate.Kind.ROUTE);
    }

    private static String question(Gate gate) {
        Question question = new Question(
                gate.team(),
                gate.suite(),
                gate.document().dataset(),
                gate.document().template(),
                gate.candidate(),
                gate.baseline());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(JSON.writeValueAsString(question).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
