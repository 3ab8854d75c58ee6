package io.plumbline.gateway.accounting;

import io.plumbline.gateway.budget.BudgetHold;
import io.plumbline.gateway.budget.PaidAnswer;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.price.DatedPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.ServedTarget;
import io.plumbline.kit.security.Caller;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The state of a call. The stages of the pipeline fill it in, and its audit event is created from it. Not
/// thread-safe.
public final class Call {

    private final UUID id;
    private final Caller caller;
    private final @Nullable String traceId;
    private final long start = System.nanoTime();
    private final GuardReport guards = new GuardReport();
    private final CallCourse course = new CallCourse();
    private Operation operation = Operation.CHAT;
    private String operationName = Operation.CHAT.wireName();
    private boolean stream;
    private boolean evaluation;
    private @Nullable String subject;
    private @Nullable Resolution resolution;
    private @Nullable ServedTarget served;
    private @Nullable EffectivePolicy policy;
    private @Nullable String configuration;
    private @Nullable String prompt;
    private @Nullable ObjectNode payload;
    private BudgetHold hold = BudgetHold.NONE;
    private @Nullable DatedPrices prices;
    private TokenUsage usage = TokenUsage.NONE;
    private @Nullable BigDecimal costUsd;
    private List<PaidAnswer> discarded = List.of();
    private int attempts;
    private long upstreamStart;
    private long upstreamNanos;
    private @Nullable Long firstTokenNanos;
    private int status = 200;
    private @Nullable ErrorType errorType;
    private boolean recorded;

    /// @param id of the call and of its audit event
    /// @param traceId its W3C trace; null for none
    public Call(UUID id, Caller caller, @Nullable String traceId) {
        this.id = id;
        this.caller = caller;
        this.traceId = traceId;
    }

    public UUID id() {
        return id;
    }

    public Caller caller() {
        return caller;
    }

    public @Nullable String traceId() {
        return traceId;
    }

    public GuardReport guards() {
        return guards;
    }

    /// Sets what is requested from the model.
    public void asks(Surface surface) {
        operation = surface.operation();
        operationName = surface.operationName();
    }

    public Operation operation() {
        return operation;
    }

    /// Returns its name in the audit log.
    public String operationName() {
        return operationName;
    }

    /// Returns the trace of its routing.
    public CallCourse course() {
        return course;
    }

    /// Sets how the client wants to be answered, and for what purpose.
    ///
    /// @param newSubject whom it concerns, as the application names them; null for none
    public void asked(boolean newStream, boolean newEvaluation, @Nullable String newSubject) {
        stream = newStream;
        evaluation = newEvaluation;
        subject = newSubject;
    }

    public boolean isStream() {
        return stream;
    }

    public boolean isEvaluation() {
        return evaluation;
    }

    @Nullable
    String subject() {
        return subject;
    }

    public void resolved(Resolution newResolution) {
        resolution = newResolution;
        served = newResolution.targets().getFirst();
    }

    public @Nullable Resolution resolution() {
        return resolution;
    }

    public void guardedBy(EffectivePolicy newPolicy) {
        policy = newPolicy;
    }

    public @Nullable EffectivePolicy policy() {
        return policy;
    }

    /// Sets the configuration that serves it.
    ///
    /// @param newConfiguration digest of the served configuration
    public void configuredBy(String newConfiguration) {
        configuration = newConfiguration;
    }

    /// Returns the digest of the served configuration; null before it is known.
    public @Nullable String configuration() {
        return configuration;
    }

    public void promptedBy(String newPrompt) {
        prompt = newPrompt;
    }

    public @Nullable String prompt() {
        return prompt;
    }

    /// Sets the redacted content to store.
    public void keep(ObjectNode newPayload) {
        payload = newPayload;
    }

    public @Nullable ObjectNode payload() {
        return payload;
    }

    /// Sets the prices that apply to it until its end.
    public void pricedBy(DatedPrices newPrices) {
        prices = newPrices;
    }

    /// Returns null before anything is reserved for it.
    public @Nullable DatedPrices prices() {
        return prices;
    }

    /// Sets the amounts held for it in budgets.
    public void hold(BudgetHold newHold) {
        hold = newHold;
    }

    BudgetHold hold() {
        return hold;
    }

    /// Sets the target that finally answered.
    public void servedBy(ServedTarget target) {
        served = target;
    }

    /// Records that no target answered: the call counts for the target that it was charged for last, if there is
    /// one.
    public void unanswered() {
        if (!discarded.isEmpty()) {
            served = discarded.getLast().served();
        }
    }

    public @Nullable ServedTarget served() {
        return served;
    }

    /// Whether that is not the variant's own target.
    boolean isFallback() {
        return resolution != null
                && served != null
                && !served.equals(resolution.targets().getFirst());
    }

    public void tried(int newAttempts) {
        attempts = newAttempts;
    }

    public int attempts() {
        return attempts;
    }

    /// Sets the usage of the answer for the client, complete or not.
    public void used(TokenUsage newUsage, @Nullable BigDecimal newCostUsd) {
        usage = newUsage;
        costUsd = newCostUsd;
    }

    /// Adds the usage of a paid answer that the client does not receive.
    void discarded(PaidAnswer answer) {
        discarded = Stream.concat(discarded.stream(), Stream.of(answer)).toList();
        used(TokenUsage.NONE, BigDecimal.ZERO);
    }

    /// Returns every paid answer with its target.
    public List<PaidAnswer> paid() {
        ServedTarget last = served;
        if (last == null) {
            return discarded;
        }
        PaidAnswer answer = new PaidAnswer(last, usage, costUsd, false);
        return discarded.isEmpty()
                ? List.of(answer)
                : Stream.concat(discarded.stream(), Stream.of(answer)).toList();
    }

    /// Returns the usage of all answers together.
    public TokenUsage usage() {
        TokenUsage all = usage;
        for (PaidAnswer answer : discarded) {
            all = all.plus(answer.usage());
        }
        return all;
    }

    /// Returns the cost of all answers together; null if one of them has no known price.
    public @Nullable BigDecimal costUsd() {
        BigDecimal all = costUsd;
        for (PaidAnswer answer : discarded) {
            BigDecimal cost = answer.costUsd();
            all = all == null || cost == null ? null : all.add(cost);
        }
        return all;
    }

    public void upstreamBegins() {
        upstreamStart = System.nanoTime();
    }

    /// Records that the provider is done; for a stream, called first at its beginning and then at its end.
    public void upstreamEnds() {
        upstreamNanos = System.nanoTime() - upstreamStart;
    }

    public long upstreamNanos() {
        return upstreamNanos;
    }

    public void firstTokenCame() {
        firstTokenNanos = elapsedNanos();
    }

    public @Nullable Long firstTokenNanos() {
        return firstTokenNanos;
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

    /// Returns the time since the call arrived.
    public long elapsedNanos() {
        return System.nanoTime() - start;
    }
}
