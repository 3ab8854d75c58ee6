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

/// What is known of a call in the making; its stages fill it in, and its audit event is made of it. Not
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
    /// @param traceId the W3C trace in which it happens; null outside of any
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

    /// What is asked of the model.
    public void asks(Surface surface) {
        operation = surface.operation();
        operationName = surface.operationName();
    }

    public Operation operation() {
        return operation;
    }

    /// Its name in the audit log.
    public String operationName() {
        return operationName;
    }

    /// Why it goes where it goes.
    public CallCourse course() {
        return course;
    }

    /// How the client wants to be answered, and for what.
    ///
    /// @param newSubject whom it concerns, as the application names them; null when it does not say
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

    /// What it is served by.
    ///
    /// @param newConfiguration digest of the served configuration
    public void configuredBy(String newConfiguration) {
        configuration = newConfiguration;
    }

    /// Digest of the served configuration; null before it is known.
    public @Nullable String configuration() {
        return configuration;
    }

    public void promptedBy(String newPrompt) {
        prompt = newPrompt;
    }

    public @Nullable String prompt() {
        return prompt;
    }

    /// What is kept of the call's content: redacted.
    public void keep(ObjectNode newPayload) {
        payload = newPayload;
    }

    public @Nullable ObjectNode payload() {
        return payload;
    }

    /// What models cost for it, until it is over.
    public void pricedBy(DatedPrices newPrices) {
        prices = newPrices;
    }

    /// Null before anything is reserved for it.
    public @Nullable DatedPrices prices() {
        return prices;
    }

    /// What is held of budgets for it.
    public void hold(BudgetHold newHold) {
        hold = newHold;
    }

    BudgetHold hold() {
        return hold;
    }

    /// Who answered, in the end.
    public void servedBy(ServedTarget target) {
        served = target;
    }

    /// Nobody answered: the call counts as that of whoever it was charged for last, if there is anybody.
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

    /// What the answer used that the client gets, or was to get.
    public void used(TokenUsage newUsage, @Nullable BigDecimal newCostUsd) {
        usage = newUsage;
        costUsd = newCostUsd;
    }

    /// An answer that the client does not get was paid for all the same.
    void discarded(PaidAnswer answer) {
        discarded = Stream.concat(discarded.stream(), Stream.of(answer)).toList();
        used(TokenUsage.NONE, BigDecimal.ZERO);
    }

    /// Every answer that was paid for, by who gave it.
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

    /// Of all answers together.
    public TokenUsage usage() {
        TokenUsage all = usage;
        for (PaidAnswer answer : discarded) {
            all = all.plus(answer.usage());
        }
        return all;
    }

    /// Of all answers together; null when one of them has no price that is known.
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

    /// The provider is done; of a stream, first with its beginning and then with its end.
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

    /// Since the call came in.
    public long elapsedNanos() {
        return System.nanoTime() - start;
    }
}
