package io.plumbline.gateway.approval;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;

/// The problems of calls that cannot resume. They tell clients with automatic retries not to retry, unless a
/// retry may help.
final class ParkedProblems {

    private static final int RETRY_SECONDS = 5;
    private static final String SHOULD_RETRY = "x-should-retry";

    private ParkedProblems() {}

    static ProblemException waiting(ParkedCall call) {
        return CallProblem.CALL_PARKED
                .because("This call needs a person's approval. Repeat it unchanged, with the header "
                        + "x-plumbline-approval: " + call.id() + ", until it is decided.")
                .with("retry-after", RETRY_SECONDS)
                .with(SHOULD_RETRY, "false");
    }

    static ProblemException rejected(ParkedCall call) {
        String said = call.comment() == null ? "." : ": " + call.comment();
        return CallProblem.CALL_REJECTED
                .because("An approver rejected this call" + said)
                .with(SHOULD_RETRY, "false");
    }

    static ProblemException lapsed() {
        return CallProblem.CALL_LAPSED
                .because("Nobody decided on this call in time, or the approved call was not repeated in time."
                        + " Send it again without the header x-plumbline-approval.")
                .with(SHOULD_RETRY, "false");
    }

    static ProblemException used() {
        return CallProblem.CALL_LAPSED
                .because("The approval has already been used. Send the call again without the header"
                        + " x-plumbline-approval.")
                .with(SHOULD_RETRY, "false");
    }

    static ProblemException tooMany() {
        return CallProblem.TOO_MANY_PARKED
                .because("Too many calls of this credential await a decision. Have some decided first.")
                .with(SHOULD_RETRY, "false");
    }

    static ProblemException unknown() {
        return RequestProblem.NOT_FOUND.because("No call of this credential is parked under this id.");
    }

    static ProblemException unavailable() {
        return CallProblem.APPROVAL_UNAVAILABLE
                .because("Parked calls cannot be read or written. Try again in a moment.")
                .with("retry-after", RETRY_SECONDS);
    }
}
