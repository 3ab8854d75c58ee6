package io.plumbline.gateway.guard.answer;

import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.egress.AddressReader;
import io.plumbline.personaldata.egress.EgressRules;
import io.plumbline.personaldata.redact.Action;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Holds only addresses of a streamed text, and inspects each as soon as it is complete, together with the text
/// before it. Used by policies that block answers only because of their addresses. Memory is bounded: longer
/// addresses are inspected in parts.
final class AddressGate implements AnswerGate {

    /// Length of the preceding text that is inspected again: it may contain the description of an image.
    private static final int CONTEXT = 400;

    private static final int LONGEST = 600;

    private final Function<String, Inspection> look;
    private final GuardReport report;
    private final AnswerQuestions questions;
    private final AddressReader reader = new AddressReader(EgressRules.DEFAULT);
    private final StringBuilder context = new StringBuilder();
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;
    private boolean asked;
    private @Nullable String stopMessage;

    AddressGate(Function<String, Inspection> look, GuardReport report, AnswerQuestions questions) {
        this.look = look;
        this.report = report;
        this.questions = questions;
    }

    @Override
    public String push(String piece) {
        StringBuilder out = new StringBuilder(piece.length());
        for (int i = 0; i < piece.length() && !stopped; i++) {
            boolean wasInside = reader.isInside();
            reader.read(piece.charAt(i));
            held.append(piece.charAt(i));
            if (wasInside ? !reader.isInside() || held.length() >= LONGEST : !reader.isInside()) {
                give(wasInside, out);
            }
        }
        return stopped ? "" : out.toString();
    }

    @Override
    public String finish() {
        StringBuilder out = new StringBuilder(held.length());
        if (!stopped && !held.isEmpty()) {
            give(true, out);
        }
        return stopped ? "" : out.toString();
    }

    private void give(boolean address, StringBuilder out) {
        if (address && !passes(context.toString() + held)) {
            stopped = true;
            held.setLength(0);
            return;
        }
        out.append(held);
        context.append(held);
        held.setLength(0);
        if (context.length() > 2 * CONTEXT) {
            context.delete(0, context.length() - CONTEXT);
        }
    }

    private boolean passes(String text) {
        Inspection inspection = look.apply(text);
        Action decision = inspection.decision();
        if (decision == Action.BLOCK || (decision == Action.ASK && !asked)) {
            report.add(Stage.OUTPUT, inspection);
        }
        if (!questions.passes(inspection)) {
            stopMessage = StopMessage.of(inspection.findings(), inspection.rules());
            return false;
        }
        asked |= decision == Action.ASK;
        return true;
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
