package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Evidence;
import io.plumbline.eval.gate.ledger.EvidenceLedger;
import io.plumbline.eval.gate.ledger.EvidenceLedger.Claim;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.eval.statistics.RepeatedAttempts;
import io.plumbline.eval.suite.SuiteDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// All that was ever answered to what a gate asks. A gate that asks the same questions of the same systems as
/// earlier ones adds to them, and has to be surer than they had; so running it again narrows what is known,
/// and never makes a better verdict more likely than chance may.
///
/// The same questions are those of one suite, dataset version and template; limits, metrics and seeds may
/// have changed since, for they change no answer. A route is what it is configured to be at the moment, so
/// its runs do not add up.
public final class GateEvidence {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final EvidenceLedger ledger;
    private final AnswerStore answers;

    public GateEvidence(EvidenceLedger ledger, AnswerStore answers) {
        this.ledger = ledger;
        this.answers = answers;
    }

    private record Question(
            String team,
            String suite,
            String dataset,
            SuiteDocument.Template template,
            Candidate candidate,
            @Nullable Candidate baseline) {}

    /// @param all the gate's own answers and, with higher numbers of repeats, those of earlier gates that are
    ///     no errors
    public record Gathered(Evidence evidence, List<GateAnswer> all) {

        public Gathered {
            all = List.copyOf(all);
        }
    }

    /// Notes what a gate asks, as soon as its baseline is known.
    public void begin(Gate gate) {
        if (addsUp(gate)) {
            ledger.asks(gate.id(), question(gate));
        }
    }

    /// What its verdict has to rest on. From then on the gate is an attempt at its question.
    ///
    /// @param own answers of the gate itself
    public Gathered gather(Gate gate, List<GateAnswer> own) {
        Claim claim = addsUp(gate) ? ledger.claim(gate.id(), question(gate)) : Claim.FIRST;
        List<GateAnswer> all = new ArrayList<>(own);
        int repeats = gate.document().repeatsOrOne();
        for (UUID earlier : claim.earlier()) {
            int beyond = repeats;
            for (GateAnswer answer : answers.answers(earlier)) {
                if (answer.answer() != null) {
                    all.add(answer.asRepeat(beyond + answer.repeat()));
                    repeats = Math.max(repeats, beyond + answer.repeat() + 1);
                }
            }
        }
        double confidence = RepeatedAttempts.confidence(GateJudge.CONFIDENCE, claim.attempt());
        return new Gathered(new Evidence(claim.attempt(), claim.earlier().size() + 1, confidence), all);
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
