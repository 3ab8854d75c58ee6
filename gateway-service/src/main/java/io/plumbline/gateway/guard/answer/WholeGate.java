package io.plumbline.gateway.guard.answer;

import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.Stage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Holds a streamed text until it is complete: for the arguments of a tool call, which are useless in parts.
final class WholeGate implements AnswerGate {

    private static final int LONGEST = 1_000_000;

    private final Function<String, Inspection> look;
    private final GuardReport report;
    private final AnswerQuestions questions;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;
    private @Nullable String stopMessage;

    WholeGate(Function<String, Inspection> look, GuardReport report, AnswerQuestions questions) {
        this.look = look;
        this.report = report;
        this.questions = questions;
    }

    @Override
    public String push(String piece) {
        if (held.length() + piece.length() > LONGEST) {
            stopped = true; // what cannot be looked at does not go on
            held.setLength(0);
        } else if (!stopped) {
            held.append(piece);
        }
        return "";
    }

    @Override
    public String finish() {
        if (stopped || held.isEmpty()) {
            return "";
        }
        Inspection inspection = look.apply(held.toString());
        held.setLength(0);
        if (inspection.decision().stops()) {
            report.add(Stage.OUTPUT, inspection);
        }
        if (!questions.passes(inspection)) {
            stopped = true;
            stopMessage = StopMessage.of(inspection.findings(), inspection.rules());
            return "";
        }
        return inspection.text();
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public @Nullable String stopMessage() {
        return stopMessage;
    }
}
