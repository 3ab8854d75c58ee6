package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateChunk;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.sampling.JudgeSample;
import io.plumbline.eval.sampling.SampledItem;
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

/// Has the answers of a gate judged that were drawn for it, and stores every verdict as it comes: what is
/// stored is not asked again. Answers that are the same on both sides are judged once, and so are those that
/// are the same as in other gates ([AnswerJudge]).
///
/// It is asked in the places that the run has for calls, until the run ends. Answers are read page by page,
/// and again when their turn comes, so the texts are never in memory together. One inquiry is for one gate.
final class JudgeRun {

    private static final int DRAWN_FROM = 500;
    private static final int JUDGED = 64;

    private final Gate gate;
    private final RatingStore verdicts;
    private final AnswerStore store;
    private final AnswerJudge judge;
    private final JudgeCalls calls;
    private final SharedConnection database = new SharedConnection();

    JudgeRun(
            Gate gate, RatingStore verdicts, AnswerStore store, ItemJudge judge, JudgeCalls calls, RatingKeys keys) {
        this.gate = gate;
        this.verdicts = verdicts;
        this.store = store;
        this.judge = new AnswerJudge(
                gate, verdicts, new CountedJudge(gate, verdicts, judge, calls, database), keys, database);
        this.calls = calls;
    }

    /// What came of it.
    ///
    /// @param isOver whether the gate was ended meanwhile
    /// @param drawn items to judge
    /// @param skipped those of them that were not judged any more, since a cap ended the run
    record Asked(boolean isOver, int drawn, int skipped) {}

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

    /// Asks until every verdict is stored, or the run ends.
    ///
    /// @param rate share of the items to judge
    /// @throws IllegalStateException when a verdict was lost; what was stored before it is kept
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
                    threads.execute(() -> judge(item, probability, done, lost));
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

    /// The places of the items that are drawn, in the order in which they were asked → the probability with
    /// which each was.
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
        verdicts.all(gate.id()).forEach(verdict -> done.add(verdict.side() + "/" + verdict.item()));
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

    private GateVerdict ask(Answered item, Side side, @Nullable String answer, double probability) {
        return judge.judge(item.item(), side, Objects.requireNonNull(answer), probability);
    }

    private List<Answered> answered(List<Integer> places) {
        return answered(gate, store.items(gate.id(), places), store.answers(gate.id(), places));
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
