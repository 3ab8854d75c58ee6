package io.plumbline.eval.gate.comparison;

import io.plumbline.eval.gate.comparison.ItemAnswers.Call;
import io.plumbline.eval.gate.comparison.ItemAnswers.CitedPassage;
import io.plumbline.eval.gate.comparison.ItemAnswers.Step;
import io.plumbline.eval.gate.comparison.ItemAnswers.TracedAnswer;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.trace.Trace;
import io.plumbline.eval.trace.TraceStep;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Prepares answers with their steps for people.
///
/// @param readable redacts and truncates a text
/// @param scores returns the scores of an answer
record TracedAnswers(UnaryOperator<String> readable, Function<GateAnswer, Map<String, Double>> scores) {

    private static final int MOST_STEPS = 300;

    List<TracedAnswer> of(GateDetails details, int item, Side side) {
        return details.answers().stream()
                .filter(answer -> answer.item() == item && answer.side() == side)
                .sorted(Comparator.comparingInt(GateAnswer::repeat))
                .map(this::traced)
                .toList();
    }

    private TracedAnswer traced(GateAnswer answer) {
        Trace trace = answer.trace();
        JsonNode state = trace == null ? null : trace.stateOrNull();
        return new TracedAnswer(
                answer.repeat(),
                text(answer.answer()),
                answer.error(),
                answer.latencyMs(),
                answer.inputTokens(),
                answer.outputTokens(),
                answer.costUsd(),
                scores.apply(answer),
                trace == null
                        ? List.of()
                        : trace.steps().stream()
                                .limit(MOST_STEPS)
                                .map(this::step)
                                .toList(),
                trace == null ? null : trace.ending(),
                state == null ? null : text(state.toString()),
                trace == null
                        ? List.of()
                        : trace.passages().stream()
                                .map(passage -> new CitedPassage(
                                        passage.index(),
                                        passage.document(),
                                        text(passage.title()),
                                        text(passage.text())))
                                .toList());
    }

    private Step step(TraceStep step) {
        TraceStep.Figures figures = step.figures();
        return new Step(
                step.kind(),
                text(step.text()),
                step.callsOrNone().stream()
                        .map(call -> new Call(readable.apply(call.name()), readable.apply(arguments(call.arguments()))))
                        .toList(),
                text(step.tool()),
                step.mocked(),
                figures == null ? null : figures.latencyMs(),
                figures == null ? null : figures.inputTokens(),
                figures == null ? null : figures.outputTokens(),
                figures == null ? null : figures.costUsd(),
                step.guardrails());
    }

    private static String arguments(@Nullable JsonNode arguments) {
        return arguments == null ? "null" : arguments.toString();
    }

    private @Nullable String text(@Nullable String text) {
        return text == null ? null : readable.apply(text);
    }
}
