package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.verdict.Digests;
import io.plumbline.eval.judge.verdict.ItemJudge;
import io.plumbline.eval.judge.verdict.JudgeSetting;
import io.plumbline.eval.judge.verdict.JudgedItem;
import io.plumbline.eval.sampling.JudgeSample;
import io.plumbline.eval.sampling.JudgeSample.Drawn;
import io.plumbline.eval.sampling.SampledItem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Has the answers of a gate judged that were drawn for it, and stores every verdict as it comes: what is
/// stored is not asked again. Answers that are the same on both sides are judged once, and so are those that
/// are the same as in other gates of the team: else whoever does not like a verdict could have the same
/// answers judged again and again, and it would be the same attempt. A gate that is to ask all again has all
/// judged again.
final class JudgeInquiry {

    private static final int LOOK_EVERY = 16;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final VerdictStore verdicts;
    private final ItemJudge judge;
    private final Predicate<UUID> isOver;

    /// @param isOver whether a gate has ended, so that nothing more is to be asked
    JudgeInquiry(VerdictStore verdicts, ItemJudge judge, Predicate<UUID> isOver) {
        this.verdicts = verdicts;
        this.judge = judge;
        this.isOver = isOver;
    }

    /// Reads and stores the verdicts of many threads on one connection: the pool is for several runs.
    private record VerdictWriter(Gate gate, VerdictStore verdicts, ReentrantLock lock) {

        VerdictWriter(Gate gate, VerdictStore verdicts) {
            this(gate, verdicts, new ReentrantLock());
        }

        GateVerdict put(GateVerdict verdict, @Nullable String askedFor) {
            lock.lock();
            try {
                return verdicts.put(gate, verdict, askedFor);
            } finally {
                lock.unlock();
            }
        }

        Optional<GateVerdict> known(String askedFor) {
            lock.lock();
            try {
                return verdicts.known(gate, askedFor);
            } finally {
                lock.unlock();
            }
        }
    }

    /// The first answers of an item; null where there is none.
    private record Answered(
            GateItem item,
            @Nullable String candidate,
            @Nullable String baseline,
            double wavering) {

        boolean changed() {
            return baseline != null && !baseline.equals(candidate);
        }
    }

    /// Asks until every verdict is stored; false when the gate was ended meanwhile.
    ///
    /// @param rate share of the items to judge
    /// @throws IllegalStateException when a verdict was lost; what was stored before it is kept
    boolean ask(Gate gate, JudgeSetting setting, double rate, List<GateItem> items, List<GateAnswer> answers) {
        List<Answered> answered = answered(gate, items, answers);
        List<SampledItem> frame = answered.stream()
                .map(one -> new SampledItem(
                        one.item().recordId() + "/" + one.item().item(),
                        one.item().slice(),
                        one.wavering(),
                        one.changed()))
                .toList();
        Set<String> done = new HashSet<>();
        verdicts.all(gate.id()).forEach(verdict -> done.add(verdict.side() + "/" + verdict.item()));
        List<Drawn> drawn = JudgeSample.draw(frame, rate, gate.document().seedOrZero());
        AtomicReference<@Nullable RuntimeException> lost = new AtomicReference<>();
        Semaphore places = new Semaphore(gate.document().concurrencyOrDefault());
        VerdictWriter writer = new VerdictWriter(gate, verdicts);
        int calls = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Drawn one : drawn) {
                Answered item = answered.get(one.index());
                if (calls++ % LOOK_EVERY == 0 && isOver.test(gate.id())) {
                    return false;
                }
                places.acquire();
                if (lost.get() != null) {
                    break;
                }
                threads.execute(() -> {
                    try {
                        judge(writer, setting, item, one.probability(), done);
                    } catch (RuntimeException e) {
                        lost.compareAndSet(null, e);
                    } finally {
                        places.release();
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("this replica stops: another one goes on with the gate");
        }
        if (lost.get() != null) {
            throw new IllegalStateException("a verdict was lost: the run goes on from what is stored", lost.get());
        }
        return true;
    }

    private void judge(
            VerdictWriter writer, JudgeSetting setting, Answered item, double probability, Set<String> done) {
        boolean candidateDone = done.contains(Side.CANDIDATE + "/" + item.item().item());
        boolean baselineDone = done.contains(Side.BASELINE + "/" + item.item().item());
        boolean same = item.baseline() != null && !item.changed();
        if (!candidateDone || (same && !baselineDone)) {
            GateVerdict verdict = ask(writer, setting, item, Side.CANDIDATE, item.candidate(), probability);
            if (same) {
                writer.put(verdict.forBaseline(), null);
            }
        }
        if (item.changed() && !baselineDone) {
            ask(writer, setting, item, Side.BASELINE, item.baseline(), probability);
        }
    }

    /// Has an answer judged that was not judged before, and stores the verdict; an error is never used again.
    private GateVerdict ask(
            VerdictWriter writer,
            JudgeSetting setting,
            Answered item,
            Side side,
            @Nullable String answer,
            double probability) {
        JudgedItem judged = judged(item.item(), Objects.requireNonNull(answer));
        String key = writer.gate().document().usesCache() ? key(setting, judged) : null;
        Optional<GateVerdict> known = key == null ? Optional.empty() : writer.known(key);
        if (known.isPresent()) {
            return writer.put(known.get().reusedFor(side, item.item().item(), probability), null);
        }
        GateVerdict verdict = GateVerdict.of(side, item.item().item(), probability, judge.judge(setting, judged));
        return writer.put(verdict, verdict.error() == null ? key : null);
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

    /// The items that the candidate, and the baseline if there is one, has answered.
    private static List<Answered> answered(Gate gate, List<GateItem> items, List<GateAnswer> answers) {
        Map<Integer, List<String>> candidate = texts(Side.CANDIDATE, answers);
        Map<Integer, List<String>> baseline = texts(Side.BASELINE, answers);
        List<Answered> answered = new ArrayList<>();
        for (GateItem item : items) {
            List<String> mine = candidate.getOrDefault(item.item(), List.of());
            List<String> theirs = baseline.getOrDefault(item.item(), List.of());
            if (!mine.isEmpty() && (gate.baseline() == null || !theirs.isEmpty())) {
                double others = mine.stream()
                        .filter(text -> !text.equals(mine.getFirst()))
                        .count();
                answered.add(new Answered(
                        item, mine.getFirst(), theirs.isEmpty() ? null : theirs.getFirst(), others / mine.size()));
            }
        }
        return answered;
    }

    private static Map<Integer, List<String>> texts(Side side, List<GateAnswer> answers) {
        Map<Integer, List<String>> texts = new HashMap<>();
        for (GateAnswer answer : answers) {
            if (answer.side() == side && answer.answer() != null) {
                texts.computeIfAbsent(answer.item(), _ -> new ArrayList<>()).add(answer.answer());
            }
        }
        return texts;
    }
}
