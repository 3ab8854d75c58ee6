package io.plumbline.gateway.pipeline;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement.Detail;
import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.approval.NewParkedCall;
import io.plumbline.gateway.approval.ParkedAnswer;
import io.plumbline.gateway.approval.ParkedCall;
import io.plumbline.gateway.approval.ParkedCalls;
import io.plumbline.gateway.approval.ParkedStage;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.GuardDecision;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.limit.Permit;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Category;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The approval of one call. When a person has approved a parked answer, its caller receives it without another
/// provider call or charge. A call that was parked before it left is then sent under the current policy. A
/// resumed call that reaches no provider can be resumed again. Not thread-safe.
final class ChatApproval implements AutoCloseable {

    private static final String CHOICES = "choices";

    private final ParkedCalls calls;
    private final CallLedger ledger;
    private final Questions questions;
    private final ChatExchange exchange;
    private final Resolution resolution;
    private final EffectivePolicy policy;
    private final String fingerprint;
    private final @Nullable UUID named;
    private final boolean mayAsk;
    private @Nullable ParkedCall claimed;

    /// @param named the parked call that this call names; null for none
    /// @param mayAsk whether an identical call may have been parked before
    ChatApproval(
            ParkedCalls calls,
            CallLedger ledger,
            Questions questions,
            ChatExchange exchange,
            Resolution resolution,
            EffectivePolicy policy,
            String fingerprint,
            @Nullable UUID named,
            boolean mayAsk) {
        this.calls = calls;
        this.ledger = ledger;
        this.questions = questions;
        this.exchange = exchange;
        this.resolution = resolution;
        this.policy = policy;
        this.fingerprint = fingerprint;
        this.named = named;
        this.mayAsk = mayAsk;
    }

    /// Answers and records the call if it resumes with a parked answer.
    ///
    /// @param permit receives the unused part of its reservation back
    /// @return whether the call is answered
    /// @throws ProblemException `call-parked`, `call-rejected` or `call-lapsed` if it cannot resume; 404;
    ///     `approval-unavailable`
    boolean answers(Permit permit) throws IOException {
        ParkedCall parked = parked();
        if (parked == null) {
            return false;
        }
        exchange.response().setHeader(ReplayableResponse.APPROVAL, parked.id().toString());
        if (parked.state() == Approval.State.APPROVED && parked.stage() == ParkedStage.INPUT) {
            calls.claim(parked, exchange.call().id());
            claimed = parked;
            return false;
        }
        permit.settle(TokenUsage.NONE);
        if (parked.state() != Approval.State.APPROVED) {
            throw calls.refusal(parked);
        }
        ParkedAnswer answer = calls.take(parked, exchange.call().id());
        exchange.request().surface().memory().resumed(parked.id());
        replay(answer);
        return true;
    }

    private @Nullable ParkedCall parked() {
        if (named == null) {
            return mayAsk
                    ? calls.unused(fingerprint, exchange.call().caller())
                            .filter(call -> call.state() != Approval.State.EXPIRED)
                            .orElse(null)
                    : null;
        }
        ParkedCall call = calls.find(named, exchange.call().caller());
        if (!call.fingerprint().equals(fingerprint)) {
            throw InvalidCalls.at(
                    ReplayableResponse.APPROVAL, "belongs to another call; repeat the parked call unchanged");
        }
        return call;
    }

    /// Delivers a parked answer. As everywhere, the end is sent only once the call is recorded.
    private void replay(ParkedAnswer answer) throws IOException {
        Call call = exchange.call();
        call.used(TokenUsage.NONE, BigDecimal.ZERO);
        ledger.record(call);
        CallHeaders.replayed(
                exchange.response(), answer.contentType(), answer.bytes().length, exchange.request().stream());
        exchange.watch().write(exchange.response().getOutputStream(), out -> {
            out.write(answer.bytes());
            out.flush();
        });
    }

    /// Guards the request; parks the call if the policy requires an approval.
    ///
    /// @throws ProblemException the guard's refusal; `call-parked`
    void guard(ChatInput input) {
        GuardDecision decision = input.guard(exchange, resolution, claimed == null ? policy : policy.approved());
        if (decision instanceof GuardDecision.Ask question) {
            throw parkInput(question);
        }
    }

    /// @throws ProblemException `gateway-overloaded` if the guards cannot redact the approval's details in time
    private ProblemException parkInput(GuardDecision.Ask question) {
        String category = question.category().wireName();
        String place = question.param();
        List<TextPlace> asked = exchange.call().guards().asked();
        Optional<List<Detail>> details = questions.ofInput(exchange.call(), resolution, asked);
        if (details.isEmpty()) {
            return CallProblem.GUARDRAIL_VIOLATION
                    .because("This call needs a person's approval, but contains more than the approval can show.")
                    .with("code", category)
                    .with("param", place);
        }
        String more = asked.size() > 1 ? ", and about " + (asked.size() - 1) + " more of its texts." : ".";
        return park(
                        ParkedStage.INPUT,
                        "A call on the route " + resolution.route() + " sends what the policy " + policy.label()
                                + " requires approval for: " + category + " in " + Questions.place(place) + more,
                        details.get(),
                        List.of(),
                        null)
                .with("param", place);
    }

    /// Marks the approval as used, once a provider has answered.
    void reached() {
        claimed = null;
    }

    /// Redacts the stored answer if its words require an approval.
    void redactKept(AnswerGuard guard) {
        ObjectNode kept = exchange.call().payload();
        if (kept != null && !guard.asked().isEmpty() && kept.remove(CHOICES) instanceof ArrayNode choices) {
            ArrayNode redacted = choices.deepCopy(); // the answer may still be needed as it was
            questions.redact(redacted);
            kept.set(CHOICES, redacted);
        }
    }

    /// Parks the answer.
    ///
    /// @return the problem for the client
    ProblemException park(AnswerGuard guard) {
        List<String> tools = Questions.names(guard.tools().asked());
        ParkedAnswer answer =
                exchange.delivery().isStopped() ? null : exchange.delivery().parked(calls.longestAnswer());
        Optional<List<Detail>> details =
                answer == null ? Optional.empty() : questions.ofAnswer(exchange, resolution, guard);
        if (details.isEmpty()) {
            return CallProblem.GUARDRAIL_VIOLATION
                    .because(
                            exchange.delivery().isStopped()
                                    ? "The policy blocks this answer."
                                    : "This answer needs a person's approval, but is too long for it.")
                    .with("code", tools.isEmpty() ? guard.asked().getFirst() : Category.TOOL_DENIED.wireName());
        }
        return park(ParkedStage.ANSWER, reason(guard.asked(), tools), details.get(), tools, answer);
    }

    private String reason(List<String> words, List<String> tools) {
        String wants = tools.isEmpty() ? "" : "wants to call " + String.join(", ", tools);
        String says = words.isEmpty() ? "" : "says something (" + String.join(", ", words) + ")";
        return "A model " + wants + (tools.isEmpty() || words.isEmpty() ? "" : " and ") + says
                + " in a call on the route " + resolution.route() + "; the policy " + policy.label()
                + " requires approval.";
    }

    private ProblemException park(
            ParkedStage stage, String reason, List<Detail> details, List<String> tools, @Nullable ParkedAnswer answer) {
        Call call = exchange.call();
        ParkedCall parked = calls.park(new NewParkedCall(
                call.id(),
                resolution.team(),
                resolution.route(),
                call.caller(),
                fingerprint,
                stage,
                reason,
                details,
                tools,
                answer));
        exchange.response().setHeader(ReplayableResponse.APPROVAL, parked.id().toString());
        CallHeaders.guarded(call, exchange.response());
        if (answer != null) {
            exchange.remember(resolution, true);
        }
        return calls.waiting(parked);
    }

    @Override
    public void close() {
        ParkedCall unreached = claimed;
        if (unreached != null) {
            calls.release(unreached);
        }
    }
}
