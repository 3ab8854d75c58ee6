package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.limit.counter.Permit;
import io.plumbline.gateway.pipeline.call.ReservedCall;
import io.plumbline.gateway.pipeline.question.CallApproval;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// The second half of [CallPipeline]: calls the provider and answers the client. An answer that does not have the
/// requested form is repaired by another call. Thread-safe.
@Component
final class AnswerLoop {

    private final GuardOutputStage guardOutput;
    private final InvokeStage invoke;
    private final SettleStage settle;
    private final RecordStage record;

    AnswerLoop(GuardOutputStage guardOutput, InvokeStage invoke, SettleStage settle, RecordStage record) {
        this.guardOutput = guardOutput;
        this.invoke = invoke;
        this.settle = settle;
        this.record = record;
    }

    /// @param permit receives the unused part of its reservation back
    /// @param approval parks the answer if the policy requires an approval
    void run(ReservedCall call, Permit permit, CallApproval approval)
            throws UpstreamFailure, CallEndedException, IOException {
        try {
            ObjectNode again = answer(call, null, permit, approval);
            while (again != null) {
                again = answer(call, again, permit, approval);
            }
        } finally {
            permit.settle(call.account().usage());
        }
    }

    /// @param again the repair request, which replaces the client's; null for the first attempt
    /// @return the repair request if the answer does not have the requested form; null otherwise
    private @Nullable ObjectNode answer(
            ReservedCall call, @Nullable ObjectNode again, Permit permit, CallApproval approval)
            throws UpstreamFailure, CallEndedException, IOException {
        CallAccount account = call.account();
        AnswerGuard guard = guardOutput.begin(call);
        try (UpstreamAnswer answer = invoke.call(call, again, guard)) {
            approval.reached();
            int redactions = account.guards().redactions();
            TokenUsage used = TokenUsage.NONE;
            try {
                call.delivery().forward(answer, guard);
            } finally {
                used = settle.settle(call);
                approval.redactKept(guard);
            }
            if (guard.isAsked()) {
                call.form().require(guard);
                throw approval.park(guard, call.guarded().question());
            }
            ObjectNode next = call.form().askAgain(guard, account.guards().redactions() > redactions);
            if (next != null) {
                settle.discard(call, answer.target(), used);
                if (again == null) {
                    account.course().repairs();
                }
                return next;
            }
            if (call.delivery().isStopped()) {
                account.failed(ErrorType.POLICY_GUARDRAIL, account.status());
            }
            permit.settle(account.usage());
            record.record(call.resolved());
            return null;
        }
    }
}
