package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.ledger.chunk.GateChunk;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.sampling.JudgeSample;
import io.plumbline.eval.sampling.SampledItem;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Has the sampled answers of a gate rated, and stores every rating as it arrives; stored ratings are not
/// repeated. Answers identical on both sides are rated once, and so are those identical to other gates' answers
/// ([AnswerJudge]). Each instance serves one judge of one gate.
///
/// It uses the run's permits until the run ends. Answers are read page by page, and again for their rating, so
/// the texts are never in memory together.
final class JudgeRun {

    private static final int DRAWN_FROM = 500;
    private static final int JUDGED = 64;

    private final Gate gate;
    private final RatingStore verdicts;
    private final AnswerStore store;
    private final AnswerJudge judge;
    private final JudgeCalls calls;
    private final String key;
    private final SharedConnection database = new SharedConnection();

    JudgeRun(Gate gate, RatingStore verdicts, AnswerStore store, ItemJudge judge, JudgeCalls calls, RatingKeys keys) {
        this.gate = gate;
        this.verdicts = verdicts;
        this.store = store;
        this.judge = new AnswerJudge(
                gate, verdicts, new CountedJudge(gate, verdicts, judge, calls, database), keys, database);
        this.calls = calls;
        this.key = keys.judge();
    }

    /// The result.
    ///
    /// @param isOver whether the gate ended meanwhile
    /// @param drawn number of sampled items
    /// @param skipped number of sampled items not rated because a cap ended the run
    record Asked(boolean isOver, int drawn, int skipped) {}

    /// The first answers to an item; null if missing.
    private record Answered(
            GateItem item, GateAnswer candidate, @Nullable GateAnswer baseline, double wavering) {

        boolean changed() {
            return baseline != null && !AnswerJudge.areAlike(candidate, baseline);
        }
    }

    /// Rates until every rating is stored, or the run ends.
    ///
    /// @param rate share of the items to rate
    /// @throws IllegalStateException if a rating was lost; ratings stored before are kept
    Asked ask(double rate) {
        Map<Integer, Double> drawn = draw(rate);
        AtomicReference<@Nullable RuntimeException> lost = new AtomicReference<>();
        List<Integer> left = new ArrayList<>(drawn.keySet());
        Set<String> done = done();
        calls.expect(drawn.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!left.isEmpty() && lost.get() == null && calls.standing() == JudgeCalls.Standing.OPEN) {
                List<Integer> page = left.subList(0, Math.min(JUDGED, left.size()));
                for (Answered item : database.with(() -> answered(page))) {
                    if (lost.get() != null || !calls.take()) {
                        break;
                    }
                    double probability = drawn.getOrDefault(item.item().item(), 1.0);
                    threads.execute(() -> Tenancy.asWorker(() -> judge(item, probability, done, lost)));
                }
                calls.expect(-page.size());
                page.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            calls.expect(-left.size());
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("this replica stops: another one goes on with the gate");
        }
        return result(drawn.keySet(), lost.get());
    }

    private Asked result(Set<Integer> drawn, @Nullable RuntimeException lost) {
        JudgeCalls.Standing standing = calls.standing();
        if (standing == JudgeCalls.Standing.OVER) {
            return new Asked(true, drawn.size(), 0);
        }
        boolean halted = standing == JudgeCalls.Standing.HALTED;
        if (lost != null && !(halted && lost instanceof CancellationException)) {
            throw new IllegalStateException("a verdict was lost: the run goes on from what is stored", lost);
        }
        Set<String> done = halted ? done() : Set.of();
        long skipped = halted
                ? drawn.stream()
                        .filter(item -> !done.contains(Side.CANDIDATE + "/" + item)
                                || (gate.baseline() != null && !done.contains(Side.BASELINE + "/" + item)))
                        .count()
                : 0;
        return new Asked(false, drawn.size(), (int) skipped);
    }

    /// Returns the positions of the sampled items in calling order → sampling probability.
    private Map<Integer, Double> draw(double rate) {
        List<Integer> places = new ArrayList<>();
        List<SampledItem> frame = new ArrayList<>();
        int count = store.count(gate.id());
        for (int from = 0; from < count; from += DRAWN_FROM) {
            List<GateItem> page = store.items(new GateChunk(gate.id(), 0, from, from + DRAWN_FROM));
            List<Integer> of = page.stream().map(GateItem::item).toList();
            for (Answered one : answered(gate, page, store.answers(gate.id(), of))) {
                places.add(one.item().item());
                frame.add(new SampledItem(
                        one.item().recordId() + "/" + one.item().item(),
                        one.item().slice(),
                        one.wavering(),
                        one.changed()));
            }
        }
        Map<Integer, Double> drawn = new LinkedHashMap<>();
        JudgeSample.draw(frame, rate, gate.document().seedOrZero())
                .forEach(one -> drawn.put(places.get(one.index()), one.probability()));
        return drawn;
    }

    private Set<String> done() {
        Set<String> done = new HashSet<>();
        verdicts.all(gate.id(), key).forEach(verdict -> done.add(verdict.side() + "/" + verdict.item()));
        return done;
    }

    private void judge(
            Answered item, double probability, Set<String> done, AtomicReference<@Nullable RuntimeException> lost) {
        try {
            judge(item, probability, done);
        } catch (RuntimeException e) {
            lost.compareAndSet(null, e);
        } finally {
            calls.release();
        }
    }

    private void judge(Answered item, double probability, Set<String> done) {
        boolean candidateDone = done.contains(Side.CANDIDATE + "/" + item.item().item());
        boolean baselineDone = done.contains(Side.BASELINE + "/" + item.item().item());
        boolean same = item.baseline() != null && !item.changed();
        if (!candidateDone || (same && !baselineDone)) {
            GateVerdict verdict = (candidateDone
                            ? judge.ofCandidate(item.item().item())
                            : Optional.<GateVerdict>empty())
                    .orElseGet(() -> ask(item, Side.CANDIDATE, item.candidate(), probability));
            if (same) {
                judge.putForBaseline(verdict);
            }
        }
        if (item.changed() && !baselineDone) {
            ask(item, Side.BASELINE, item.baseline(), probability);
        }
    }

    private GateVerdict ask(Answered item, Side side, @Nullable GateAnswer answer, double probability) {
        return judge.judge(item.item(), side, Objects.requireNonNull(answer), probability);
    }

    private List<Answered> answered(List<Integer> places) {
        return answered(gate, store.items(gate.id(), places), store.answers(gate.id(), places));
    }

    /// Returns the items answered by the candidate, and by the baseline if there is one.
    private static List<Answered> answered(Gate gate, List<GateItem> items, List<GateAnswer> answers) {
        Map<Integer, List<GateAnswer>> candidate = given(Side.CANDIDATE, answers);
        Map<Integer, List<GateAnswer>> baseline = given(Side.BASELINE, answers);
        List<Answered> answered = new ArrayList<>();
        for (GateItem item : items) {
            List<GateAnswer> mine = candidate.getOrDefault(item.item(), List.of());
            List<GateAnswer> theirs = baseline.getOrDefault(item.item(), List.of());
            if (!mine.isEmpty() && (gate.baseline() == null || !theirs.isEmpty())) {
                double others = mine.stream()
                        .filter(answer -> !AnswerJudge.areAlike(answer, mine.getFirst()))
                        .count();
                answered.add(new Answered(
                        item, mine.getFirst(), theirs.isEmpty() ? null : theirs.getFirst(), others / mine.size()));
            }
        }
        return answered;
    }

    private static Map<Integer, List<GateAnswer>> given(Side side, List<GateAnswer> answers) {
        Map<Integer, List<GateAnswer>> given = new HashMap<>();
        for (GateAnswer answer : answers) {
            if (answer.side() == side && answer.answer() != null) {
                given.computeIfAbsent(answer.item(), _ -> new ArrayList<>()).add(answer);
            }
        }
        return given;
    }
}
