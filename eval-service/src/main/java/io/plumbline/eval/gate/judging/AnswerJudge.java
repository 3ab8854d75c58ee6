package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.verdict.Digests;
import io.plumbline.eval.judge.verdict.JudgeSetting;
import io.plumbline.eval.judge.verdict.JudgedItem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Has answers of a gate judged that were not judged before in any gate of the team, and stores the verdicts: else
/// whoever does not like a verdict could have the same answers judged again and again, and it would be the same
/// attempt. A gate that is to ask all again has all judged again. For many threads, which read and store on one
/// connection: the pool is for several runs.
final class AnswerJudge {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Gate gate;
    private final VerdictStore verdicts;
    private final CountedJudge judge;
    private final ReentrantLock lock = new ReentrantLock();

    AnswerJudge(Gate gate, VerdictStore verdicts, CountedJudge judge) {
        this.gate = gate;
        this.verdicts = verdicts;
        this.judge = judge;
    }

    /// The verdict on an answer, which is stored; an error is never used again.
    GateVerdict judge(JudgeSetting setting, GateItem item, Side side, String answer, double probability) {
        JudgedItem judged = judged(item, answer);
        String key = gate.document().usesCache() ? key(setting, judged) : null;
        Optional<GateVerdict> known = key == null ? Optional.empty() : alone(() -> verdicts.known(gate, key));
        if (known.isPresent()) {
            return put(known.get().reusedFor(side, item.item(), probability), null);
        }
        GateVerdict verdict = GateVerdict.of(side, item.item(), probability, judge.judge(setting, judged));
        return put(verdict, verdict.error() == null ? key : null);
    }

    /// Stores a verdict of the candidate for the baseline too, which has answered the same.
    void putForBaseline(GateVerdict verdict) {
        put(verdict.forBaseline(), null);
    }

    private GateVerdict put(GateVerdict verdict, @Nullable String askedFor) {
        return alone(() -> verdicts.put(gate, verdict, askedFor));
    }

    private <T> T alone(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private static JudgedItem judged(GateItem item, String answer) {
        Object context = item.fields().get("context");
        return new JudgedItem(item.input(), item.references(), context == null ? null : context.toString(), answer);
    }

    /// Digest of all that a verdict depends on.
    private static String key(JudgeSetting setting, JudgedItem judged) {
        String all = JSON.writeValueAsString(List.of(setting.digest(), judged));
        return Digests.hex(all.getBytes(StandardCharsets.UTF_8));
    }
}
