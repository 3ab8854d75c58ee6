package io.plumbline.gateway.pipeline.question;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement.Detail;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.approval.NewParkedCall;
import io.plumbline.gateway.approval.ParkedAnswer;
import io.plumbline.gateway.approval.ParkedCall;
import io.plumbline.gateway.approval.ParkedCalls;
import io.plumbline.gateway.approval.ParkedStage;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.GuardDecision;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.limit.counter.Permit;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.delivery.CallHeaders;
import io.plumbline.gateway.pipeline.delivery.ReplayableResponse;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import io.plumbline.personaldata.detect.Category;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The approval of one call. When a person has approved a parked answer, its caller receives it without another
/// provider call or charge. A call that was parked before it left is then sent under the current policy. A
/// resumed call that reaches no provider can be resumed again. Not thread-safe.
public final class CallApproval implements AutoCloseable {

    private static final String CHOICES = "choices";

    private final ParkedCalls calls;
    private final CallLedger ledger;
    private final Questions questions;
    private final ResolvedCall call;
    private final Claim claim;
    private @Nullable ParkedCall claimed;

    /// What the client asks of approvals.
    ///
    /// @param fingerprint of the whole request and its caller
    /// @param named the parked call that this call names; null for none
    /// @param mayAsk whether an identical call may have been parked before
    public record Claim(String fingerprint, @Nullable UUID named, boolean mayAsk) {}

    public CallApproval(ParkedCalls calls, CallLedger ledger, Questions questions, ResolvedCall call, Claim claim) {
        this.calls = calls;
        this.ledger = ledger;
        this.questions = questions;
        this.call = call;
        this.claim = claim;
    }

    /// Answers and records the call if it resumes with a parked answer.
    ///
    /// @param permit receives the unused part of its reservation back
    /// @return whether the call is answered
    /// @throws ProblemException `call-parked`, `call-rejected` or `call-lapsed` if it cannot resume; 404;
    ///     `approval-unavailable`
    public boolean answers(Permit permit) throws IOException {
        ParkedCall parked = parked();
        if (parked == null) {
            return false;
        }
        call.response().setHeader(ReplayableResponse.APPROVAL, parked.id().toString());
        if (parked.state() == Approval.State.APPROVED && parked.stage() == ParkedStage.INPUT) {
            calls.claim(parked, call.account().id());
            claimed = parked;
            return false;
        }
        permit.settle(TokenUsage.NONE);
        if (parked.state() != Approval.State.APPROVED) {
            throw calls.refusal(parked);
        }
        ParkedAnswer answer = calls.take(parked, call.account().id());
        call.client().memory().resumed(parked.id());
        replay(answer);
        return true;
    }

    private @Nullable ParkedCall parked() {
        Caller caller = call.client().caller();
        UUID named = claim.named();
        if (named == null) {
            return claim.mayAsk()
                    ? calls.unused(claim.fingerprint(), caller)
                            .filter(parked -> parked.state() != Approval.State.EXPIRED)
                            .orElse(null)
                    : null;
        }
        ParkedCall parked = calls.find(named, caller);
        if (!parked.fingerprint().equals(claim.fingerprint())) {
            throw InvalidCalls.at(
                    ReplayableResponse.APPROVAL, "belongs to another call; repeat the parked call unchanged");
        }
        return parked;
    }

    /// Delivers a parked answer. As everywhere, the end is sent only once the call is recorded.
    private void replay(ParkedAnswer answer) throws IOException {
        call.account().spend().usedNothing();
        ledger.record(call.account());
        call.client().replay(answer.contentType(), answer.bytes());
    }

    /// Returns the policy for the request: once approved, it no longer asks.
    public EffectivePolicy policy() {
        return claimed == null ? call.policy() : call.policy().approved();
    }

    /// Parks the call because its request requires an approval.
    ///
    /// @return the problem for the client
    /// @throws ProblemException `gateway-overloaded` if the guards cannot redact the approval's details in time
    public ProblemException park(GuardDecision.Ask question) {
        String category = question.category().wireName();
        String place = question.param();
        List<TextPlace> asked = call.account().guards().asked();
        Optional<List<Detail>> details = questions.ofInput(call.account().id(), call.resolution(), asked);
        if (details.isEmpty()) {
            return CallProblem.GUARDRAIL_VIOLATION
                    .because("This call needs a person's approval, but contains more than the approval can show.")
                    .with("code", category)
                    .with("param", place);
        }
        String more = asked.size() > 1 ? ", and about " + (asked.size() - 1) + " more of its texts." : ".";
        return park(
                        ParkedStage.INPUT,
                        "A call on the route " + call.resolution().route() + " sends what the policy "
                                + call.policy().label() + " requires approval for: " + category + " in "
                                + Questions.place(place) + more,
                        details.get(),
                        List.of(),
                        null)
                .with("param", place);
    }

    /// Marks the approval as used, once a provider has answered.
    public void reached() {
        claimed = null;
    }

    /// Redacts the stored answer if its words require an approval.
    public void redactKept(AnswerGuard guard) {
        ObjectNode kept = call.account().content();
        if (kept != null && !guard.asked().isEmpty() && kept.remove(CHOICES) instanceof ArrayNode choices) {
            ArrayNode redacted = choices.deepCopy(); // the answer may still be needed as it was
            questions.redact(redacted);
            kept.set(CHOICES, redacted);
        }
    }

    /// Parks the answer.
    ///
    /// @param question the user's, if the request contains more in its place; null otherwise
    /// @return the problem for the client
    public ProblemException park(AnswerGuard guard, @Nullable String question) {
        List<String> tools = Questions.names(guard.tools().asked());
        ParkedAnswer answer =
                call.delivery().isStopped() ? null : call.delivery().parked(calls.longestAnswer());
        Optional<List<Detail>> details = answer == null ? Optional.empty() : questions.ofAnswer(call, question, guard);
        if (details.isEmpty()) {
            return CallProblem.GUARDRAIL_VIOLATION
                    .because(
                            call.delivery().isStopped()
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
                + " in a call on the route " + call.resolution().route() + "; the policy "
                + call.policy().label()
                + " requires approval.";
    }

    private ProblemException park(
            ParkedStage stage, String reason, List<Detail> details, List<String> tools, @Nullable ParkedAnswer answer) {
        ParkedCall parked = calls.park(new NewParkedCall(
                call.account().id(),
                call.team(),
                call.resolution().route(),
                call.client().caller(),
                claim.fingerprint(),
                stage,
                reason,
                details,
                tools,
                answer));
        call.response().setHeader(ReplayableResponse.APPROVAL, parked.id().toString());
        CallHeaders.guarded(call.account(), call.response());
        if (answer != null) {
            call.remember(true);
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
