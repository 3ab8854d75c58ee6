package io.plumbline.gateway.accounting;

import io.plumbline.audit.payload.Payload;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.gateway.budget.ledger.BudgetCharge;
import io.plumbline.gateway.budget.ledger.PaidAnswer;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.journal.Journal;
import io.plumbline.gateway.journal.UnflushedException;
import io.plumbline.gateway.price.DatedPrices;
import io.plumbline.gateway.price.ModelPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Accounts for calls: computes their cost and writes their encrypted records to the journal. A call is sent to a
/// provider only once it is noted in the journal, and a client receives the end of its answer only once its call
/// is recorded. Every call that has left the gateway therefore has one event, however the gateway ends.
/// Thread-safe.
@Component
public final class CallLedger {

    static final String SEAL_PURPOSE = "call-journal";
    static final String SEAL_CONTEXT = "call";

    private static final long LARGEST_PAYLOAD = 8_000_000;
    private static final Logger log = LoggerFactory.getLogger(CallLedger.class);

    private final Journal journal;
    private final ModelPrices prices;
    private final AccountingProperties properties;
    private final Pseudonyms pseudonyms;
    private final Sealer sealer;
    private final SecureRandom random;
    private final Clock clock;

    CallLedger(
            Journal journal,
            ModelPrices prices,
            AccountingProperties properties,
            Pseudonyms pseudonyms,
            KeyEncryptionKey key,
            SecureRandom random,
            Clock clock) {
        this.journal = journal;
        this.prices = prices;
        this.properties = properties;
        this.pseudonyms = pseudonyms;
        this.sealer = key.sealer(SEAL_PURPOSE);
        this.random = random;
        this.clock = clock;
    }

    /// @throws ProblemException `audit-unavailable` if a further call could not be recorded
    public void admit() {
        if (!journal.admits()) {
            throw unavailable();
        }
    }

    /// Whether content is stored at all.
    public boolean keepsPayloads() {
        return properties.keep();
    }

    /// Computes the cost of the call's usage.
    public void account(CallAccount account, TokenUsage usage) {
        if (account.served() != null) {
            account.spend().used(usage, costOf(account, usage));
        }
    }

    /// Computes the cost of an answer that its client does not receive.
    ///
    /// @param by the target that answered
    public void discard(CallAccount account, ServedTarget by, TokenUsage usage) {
        account.spend().discard(new PaidAnswer(by, usage, costOf(account, by, usage), false));
    }

    /// Computes the cost of an attempt without output.
    ///
    /// @param by the target of the attempt
    /// @param usage an estimate
    public void lost(CallAccount account, ServedTarget by, TokenUsage usage) {
        account.spend().discard(new PaidAnswer(by, usage, costOf(account, by, usage), true));
    }

    private @Nullable BigDecimal costOf(CallAccount account, TokenUsage usage) {
        ServedTarget served = account.served();
        return served == null ? null : costOf(account, served, usage);
    }

    private @Nullable BigDecimal costOf(CallAccount account, ServedTarget by, TokenUsage usage) {
        return pricesOf(account).cost(by.upstream().priced(), usage).orElse(null);
    }

    /// Returns the prices with which the call was reserved; before that, today's.
    public DatedPrices pricesOf(CallAccount account) {
        DatedPrices reserved = account.spend().prices();
        return reserved == null ? pricesToday() : reserved;
    }

    public DatedPrices pricesToday() {
        return prices.on(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /// Notes that the call is now sent to a provider: from here on it costs money, and its content has left the
    /// gateway. The note becomes the event of the call if the gateway fails before it can record it.
    ///
    /// @param inputTokens an estimate of the input
    /// @throws ProblemException `audit-unavailable` if it cannot be noted
    public void intend(CallAccount account, long inputTokens) {
        TokenUsage usage = new TokenUsage(inputTokens, 0, 0, true);
        byte[] leaf = CallEvents.brokenOff(account, usage, costOf(account, usage), pseudonyms);
        try {
            byte[] record = CallRecord.encode(leaf, null, account.spend().hold().largestCharges());
            journal.intend(account.id(), sealer.seal(record, SEAL_CONTEXT));
            account.spend().hold().noted();
        } catch (IOException e) {
            log.atError().setCause(e).addKeyValue("call", account.id()).log("Call cannot be noted");
            throw unavailable();
        }
    }

    /// Ends the call. If it has no record, its note becomes its event.
    public void end(CallAccount account) {
        if (!account.isRecorded()) {
            account.spend().hold().abandon();
            journal.abandon(account.id());
        }
    }

    /// Records the call. When this returns, the record survives the end of the process.
    ///
    /// A call whose event cannot be created is a defect; a minimal event is recorded in that case.
    ///
    /// @throws ProblemException `audit-unavailable` if it cannot be recorded, `internal-error` if only the
    ///     minimal event could be
    public void record(CallAccount account) {
        List<BudgetCharge> charges = account.spend().hold().charges(account.paid());
        byte[] record;
        try {
            Payload payload = payloadOf(account);
            record = CallRecord.encode(CallEvents.of(account, payload, pseudonyms), payload, charges);
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("call", account.id()).log("No event can be made of a call");
            append(CallRecord.encode(CallEvents.unrecordable(account), null, charges), account, charges);
            throw RequestProblem.INTERNAL_ERROR.because("The call cannot be recorded.");
        }
        append(record, account, charges);
    }

    private void append(byte[] record, CallAccount account, List<BudgetCharge> charges) {
        account.spend().hold().settling();
        try {
            journal.append(account.id(), sealer.seal(record, SEAL_CONTEXT));
            account.recorded();
            account.spend().hold().settled(charges);
        } catch (UnflushedException e) {
            account.spend()
                    .hold()
                    .settled(charges); // it is stored in any case but one: then it is charged what was noted
            log.atError().setCause(e).addKeyValue("call", account.id()).log("Call's record may not be on the disk");
            throw unavailable();
        } catch (IOException e) {
            log.atError().setCause(e).addKeyValue("call", account.id()).log("Call cannot be recorded");
            throw unavailable();
        }
    }

    private @Nullable Payload payloadOf(CallAccount account) {
        ObjectNode content = account.content();
        if (content == null || !properties.keep()) {
            return null;
        }
        byte[] bytes = WireJson.bytes(content);
        if (bytes.length > Math.min(properties.maxSize().toBytes(), LARGEST_PAYLOAD)) {
            bytes = WireJson.bytes(
                    WireJson.newObject().put("omitted", "TOO_LARGE").put("bytes", bytes.length));
        }
        return Payload.of(bytes, random);
    }

    private static ProblemException unavailable() {
        return CallProblem.AUDIT_UNAVAILABLE.because(
                "The gateway's journal is full: the database is not storing its records, or its disk has no space."
                        + " Try again in a moment. If the error persists, check both.");
    }
}
