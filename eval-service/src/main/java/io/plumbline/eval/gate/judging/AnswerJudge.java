package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.toolcall.ToolCall;
import io.plumbline.eval.trace.Trace;
import io.plumbline.eval.trace.TraceStep;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Has answers rated unless any gate of the team has rated them before, and stores the ratings. Otherwise, one
/// could have the same answers rated again until satisfied within one attempt. A gate that ignores the cache has
/// all answers rated again. Thread-safe.
final class AnswerJudge {

    private final Gate gate;
    private final RatingStore verdicts;
    private final CountedJudge judge;
    private final RatingKeys keys;
    private final SharedConnection database;

    AnswerJudge(Gate gate, RatingStore verdicts, CountedJudge judge, RatingKeys keys, SharedConnection database) {
        this.gate = gate;
        this.verdicts = verdicts;
        this.judge = judge;
        this.keys = keys;
        this.database = database;
    }

    /// Returns the stored rating of an answer; an error is never reused.
    GateVerdict judge(GateItem item, Side side, GateAnswer answer, double probability) {
        JudgedItem judged = judged(item, answer);
        String key = keys.of(side, judged);
        Optional<GateVerdict> known = key == null ? Optional.empty() : database.with(() -> verdicts.known(gate, key));
        if (known.isPresent()) {
            return put(known.get().reusedFor(keys.judge(), side, item.item(), probability), null);
        }
        GateVerdict verdict =
                GateVerdict.of(keys.judge(), side, item.item(), probability, judge.judge(keys.setting(), judged));
        return put(verdict, verdict.error() == null ? key : null);
    }

    /// Returns the stored rating of the candidate's answer to an item, if any.
    Optional<GateVerdict> ofCandidate(int item) {
        return database.with(() -> verdicts.find(gate.id(), keys.judge(), Side.CANDIDATE, item));
    }

    /// Stores the candidate's rating also for the baseline's identical answer.
    void putForBaseline(GateVerdict verdict) {
        put(verdict.forBaseline(), null);
    }

    private GateVerdict put(GateVerdict verdict, @Nullable String askedFor) {
        return database.with(() -> verdicts.put(gate, verdict, askedFor));
    }

    /// Whether a judge sees no difference between two answers to an item.
    static boolean areAlike(GateAnswer one, GateAnswer other) {
        return Objects.equals(one.answer(), other.answer())
                && Objects.equals(material(one.trace()), material(other.trace()));
    }

    private static JudgedItem judged(GateItem item, GateAnswer answer) {
        Object given = item.fields().get("context");
        String context = given == null ? material(answer.trace()) : given.toString();
        return new JudgedItem(
                item.input(), item.references(), context, Objects.requireNonNullElse(answer.answer(), ""));
    }

    /// Returns what a judge compares an answer with if its record has no context: the passages that the model received,
    /// or the steps of the conversation; null without either.
    private static @Nullable String material(@Nullable Trace trace) {
        if (trace == null) {
            return null;
        }
        if (!trace.passageTexts().isEmpty()) {
            return trace.passages().stream()
                    .filter(passage -> passage.text() != null)
                    .map(passage -> "[" + passage.index() + "] " + passage.text())
                    .collect(Collectors.joining("\n\n"));
        }
        return trace.steps().size() < 2
                ? null
                : trace.steps().stream().map(AnswerJudge::written).collect(Collectors.joining("\n"));
    }

    private static String written(TraceStep step) {
        String who = step.kind() == TraceStep.Kind.TOOL
                ? "result of " + step.tool()
                : step.kind().name().toLowerCase(Locale.ROOT);
        String text = Objects.requireNonNullElse(step.text(), "");
        return who + ": " + text + (step.callsOrNone().isEmpty() ? "" : " " + ToolCall.text(step.callsOrNone()));
    }
}
