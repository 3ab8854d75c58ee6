package io.plumbline.gateway.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.gateway.budget.ledger.HeldMoney;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.journal.BrokenJournal;
import io.plumbline.gateway.journal.Journal;
import io.plumbline.gateway.journal.JournalProperties;
import io.plumbline.gateway.journal.JournalRecords;
import io.plumbline.gateway.price.TestPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.ProviderLimits;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.resolve.CallWay;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class CallLedgerTest {

    static final Caller CALLER =
            new Caller(Caller.ActorType.API_KEY, "k", Map.of("t", Set.of(Role.APPLICATION)), Set.of(), Set.of());

    private final SecureRandom random = new SecureRandom();
    private final KeyEncryptionKey key =
            new KeyEncryptionKey(Base64.getEncoder().encodeToString(new byte[32]), random);

    @TempDir
    private Path folder;

    @Test
    void recordsThatACallWasMadeOfWhichNoEventCanBeMade() throws IOException {
        CallAccount call = account(new UuidV7(Clock.systemUTC(), random).next());
        call.resolved(resolution("gpt\u0000"));
        List<byte[]> records;
        JournalProperties properties = properties(JournalProperties.Durability.PROCESS);
        try (Journal journal = new Journal(properties)) {
            CallLedger ledger = ledger(journal);
            ledger.account(call, new TokenUsage(7, 0, 3, false));
            assertThatThrownBy(() -> ledger.record(call))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.type()).isEqualTo(RequestProblem.INTERNAL_ERROR));
            records = JournalRecords.of(journal, properties);
        }
        assertThat(call.isRecorded()).isTrue();
        assertThat(records).hasSize(1);
        AuditEvent event = CallRecord.decode(
                        key.sealer(CallLedger.SEAL_PURPOSE).open(records.getFirst(), CallLedger.SEAL_CONTEXT))
                .entry()
                .event();
        assertThat(event.id()).isEqualTo(call.id());
        assertThat(event.team()).isEqualTo("t");
        assertThat(event.action()).isEqualTo("gateway.call.failed");
        assertThat(event.attributes())
                .containsEntry("reason", "unrecordable")
                .containsEntry("route", "r")
                .containsEntry("errorType", "gateway_internal")
                .extractingByKeys("inputTokens", "outputTokens")
                .extracting(value -> ((Number) value).longValue())
                .containsExactly(7L, 3L);
    }

    /// What the budget is charged by the record that is stored, and what is free again, are one sum.
    @Test
    void freesWhatACallHasNotUsedWhoseRecordMayNotBeOnTheDisk() throws IOException {
        CallAccount call = account(new UuidV7(Clock.systemUTC(), random).next());
        call.resolved(resolution("m"));
        HeldMoney money = new HeldMoney(call.id(), 1_000);
        call.spend().hold(money.hold());
        JournalProperties properties = properties(JournalProperties.Durability.DISK);
        AtomicBoolean failing = new AtomicBoolean();
        try (Journal journal = BrokenJournal.unflushed(properties, failing)) {
            CallLedger ledger = ledger(journal);
            ledger.intend(call, 5);
            call.spend().used(new TokenUsage(7, 0, 3, false), new BigDecimal("0.00000003"));
            failing.set(true);
            assertThatThrownBy(() -> ledger.record(call))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.type()).isEqualTo(CallProblem.AUDIT_UNAVAILABLE));
            ledger.end(call);
            assertThat(JournalRecords.of(journal, properties)).hasSize(1);
        }
        assertThat(money.inUse()).isEqualTo(300);
    }

    @Test
    void holdsNothingForACallThatMayNotLeaveSinceItsNoteMayNotBeOnTheDisk() throws IOException {
        CallAccount call = account(new UuidV7(Clock.systemUTC(), random).next());
        call.resolved(resolution("m"));
        HeldMoney money = new HeldMoney(call.id(), 1_000);
        call.spend().hold(money.hold());
        JournalProperties properties = properties(JournalProperties.Durability.DISK);
        try (Journal journal = BrokenJournal.unflushed(properties, new AtomicBoolean(true))) {
            CallLedger ledger = ledger(journal);
            assertThatThrownBy(() -> ledger.intend(call, 5)).isInstanceOf(ProblemException.class);
            ledger.end(call);
            assertThat(JournalRecords.of(journal, properties)).isEmpty();
        }
        assertThat(money.inUse()).isZero();
    }

    private CallLedger ledger(Journal journal) {
        return new CallLedger(
                journal,
                TestPrices.none(),
                new AccountingProperties(true, DataSize.ofMegabytes(1)),
                new Pseudonyms(new byte[32]),
                key,
                random,
                Clock.systemUTC());
    }

    static CallAccount account(UUID id) {
        return new CallAccount(
                IncomingCall.arriving(id, CALLER, "0af7651916cd43dd8448eb211c80319c", Operation.CHAT, "chat"));
    }

    static Resolution resolution(String model) {
        Provider provider = new Provider(
                "p", "t", ProviderKind.OPENAI, URI.create("https://p"), null, List.of(), ProviderLimits.NONE);
        return new Resolution(
                "r",
                "v",
                "t",
                false,
                null,
                List.of(new ServedTarget(new UpstreamTarget(provider, model, null), null, null, false)),
                0,
                null,
                null,
                null,
                CallWay.PLAIN);
    }

    private JournalProperties properties(JournalProperties.Durability durability) {
        return new JournalProperties(
                folder,
                new JournalProperties.Audit(
                        durability,
                        JournalProperties.Unavailable.REJECT,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(1),
                        Duration.ofMillis(10),
                        10));
    }
}
