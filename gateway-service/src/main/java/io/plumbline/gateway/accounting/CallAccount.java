package io.plumbline.gateway.accounting;

import io.plumbline.clients.gateway.CallRetrieval;
import io.plumbline.gateway.budget.ledger.PaidAnswer;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.kit.security.Caller;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What happened to a call, from which its audit event and its measurements are made. A call may fail at any
/// stage and has an account all the same, so members of later stages may be absent. Not thread-safe.
public final class CallAccount {

    private static final int OK = 200;

    private final IncomingCall call;
    private final CallTiming timing;
    private final CallSpend spend = new CallSpend();
    private final GuardReport guards = new GuardReport();
    private final CallCourse course = new CallCourse();
    private Asked asked = Asked.NOTHING;
    private @Nullable Resolved resolved;
    private @Nullable String prompt;
    private @Nullable String language;
    private @Nullable String fingerprint;
    private @Nullable CallRetrieval retrieval;
    private @Nullable ServedTarget answeredBy;
    private @Nullable ObjectNode content;
    private @Nullable ErrorType errorType;
    private int status = OK;
    private boolean recorded;

    public CallAccount(IncomingCall call) {
        this.call = call;
        this.timing = new CallTiming(call);
    }

    /// How the client wants to be answered, and for what purpose.
    ///
    /// @param subject whom the call concerns, as the application names them; null for none
    /// @param tags set by the application
    public record Asked(
            boolean stream, boolean evaluation, @Nullable String subject, Map<String, String> tags) {

        /// For a call whose request cannot be read.
        public static final Asked NOTHING = new Asked(false, false, null, Map.of());
    }

    /// What serves a call. Each member is known before the next.
    private record Resolved(
            Resolution resolution,
            @Nullable EffectivePolicy policy,
            @Nullable String configuration) {}

    public IncomingCall call() {
        return call;
    }

    public UUID id() {
        return call.id();
    }

    public Caller caller() {
        return call.caller();
    }

    public CallTiming timing() {
        return timing;
    }

    public CallSpend spend() {
        return spend;
    }

    public GuardReport guards() {
        return guards;
    }

    /// Returns the trace of its routing.
    public CallCourse course() {
        return course;
    }

    public void asks(Asked request) {
        asked = request;
    }

    public Asked asked() {
        return asked;
    }

    public void resolved(Resolution resolution) {
        resolved = new Resolved(resolution, null, null);
    }

    public void resolved(Resolution resolution, EffectivePolicy policy) {
        resolved = new Resolved(resolution, policy, null);
    }

    /// @param configuration digest of the served configuration
    public void resolved(Resolution resolution, EffectivePolicy policy, String configuration) {
        resolved = new Resolved(resolution, policy, configuration);
    }

    /// Returns the routing; null for a call that failed before.
    public @Nullable Resolution resolution() {
        return resolved == null ? null : resolved.resolution();
    }

    /// Returns the guard policy; null for a call that failed before.
    public @Nullable EffectivePolicy policy() {
        return resolved == null ? null : resolved.policy();
    }

    /// Returns the digest of the served configuration; null for a call that failed before.
    @Nullable
    String configuration() {
        return resolved == null ? null : resolved.configuration();
    }

    public void promptedBy(String newPrompt) {
        prompt = newPrompt;
    }

    public @Nullable String prompt() {
        return prompt;
    }

    public void isIn(@Nullable String newLanguage) {
        language = newLanguage;
    }

    /// Returns the code of the language of the user's texts; null if they are too short.
    @Nullable
    String language() {
        return language;
    }

    /// Sets the keyed fingerprint of the redacted request.
    public void identifiedBy(String newFingerprint) {
        fingerprint = newFingerprint;
    }

    /// Returns the keyed fingerprint of the redacted request; null if nothing about its content may be kept, or the
    /// guards stopped it.
    @Nullable
    String fingerprint() {
        return fingerprint;
    }

    /// Sets what the call received from the knowledge base of its route.
    public void retrieved(@Nullable CallRetrieval newRetrieval) {
        retrieval = newRetrieval;
    }

    /// Returns what the call received from the knowledge base of its route; null for a route without one.
    public @Nullable CallRetrieval retrieval() {
        return retrieval;
    }

    /// Sets the redacted content to store.
    public void keep(ObjectNode newContent) {
        content = newContent;
    }

    public @Nullable ObjectNode content() {
        return content;
    }

    /// Sets the target that answered.
    public void answeredBy(ServedTarget target) {
        answeredBy = target;
    }

    /// Records that no target answered: the call counts for the target that it was charged for last, if there is
    /// one.
    public void unanswered() {
        ServedTarget charged = spend.lastDiscarded();
        if (charged != null) {
            answeredBy = charged;
        }
    }

    /// Returns the target that answered, before that the variant's own; null for a call without a route.
    public @Nullable ServedTarget served() {
        if (answeredBy != null || resolved == null) {
            return answeredBy;
        }
        return resolved.resolution().targets().getFirst();
    }

    /// Whether the target is not the variant's own.
    boolean isFallback() {
        return resolved != null
                && answeredBy != null
                && !answeredBy.equals(resolved.resolution().targets().getFirst());
    }

    /// Returns every paid answer with its target.
    public List<PaidAnswer> paid() {
        return spend.paid(served());
    }

    /// Returns the usage of all answers together.
    public TokenUsage usage() {
        return spend.usage();
    }

    /// Returns the cost of all answers together; null if one of them has no known price.
    public @Nullable BigDecimal costUsd() {
        return spend.costUsd();
    }

    public void failed(ErrorType newErrorType, int newStatus) {
        errorType = newErrorType;
        status = newStatus;
    }

    public @Nullable ErrorType errorType() {
        return errorType;
    }

    public int status() {
        return status;
    }

    void recorded() {
        recorded = true;
    }

    /// Whether its audit event is in the journal.
    public boolean isRecorded() {
        return recorded;
    }
}
