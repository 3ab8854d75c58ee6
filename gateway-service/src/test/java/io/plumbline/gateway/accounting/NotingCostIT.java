package io.plumbline.gateway.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.gateway.journal.Journal;
import io.plumbline.gateway.journal.JournalProperties;
import io.plumbline.gateway.price.TestPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.kit.seal.KeyEncryptionKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/// What it costs to note a call before it leaves, beside what recording it costs. Prints medians; fails only when
/// noting has come to cost what a flush to the disk does.
class NotingCostIT {

    private static final int ROUNDS = Boolean.getBoolean("plumbline.full") ? 200 : 40;
    private static final int CALLS = 200;

    private final SecureRandom random = new SecureRandom();
    private final UuidV7 ids = new UuidV7(Clock.systemUTC(), random);

    @TempDir
    private Path folder;

    @Test
    void isSmall() throws IOException {
        double[] noting = new double[ROUNDS];
        double[] recording = new double[ROUNDS];
        double[] writing = new double[ROUNDS];
        try (Journal journal = new Journal(new JournalProperties(folder, settings()))) {
            CallLedger ledger = new CallLedger(
                    journal,
                    TestPrices.none(),
                    new AccountingProperties(true, DataSize.ofMegabytes(1)),
                    new Pseudonyms(new byte[32]),
                    new KeyEncryptionKey(Base64.getEncoder().encodeToString(new byte[32]), random),
                    random,
                    Clock.systemUTC());
            byte[] record = new byte[1_000];
            for (int round = 0; round < ROUNDS; round++) {
                CallAccount[] calls = calls();
                long begin = System.nanoTime();
                for (CallAccount call : calls) {
                    journal.intend(call.id(), record);
                }
                long start = System.nanoTime();
                writing[round] = (start - begin) / 1e3 / CALLS;
                for (CallAccount call : calls) {
                    ledger.intend(call, 100);
                }
                long noted = System.nanoTime();
                for (CallAccount call : calls) {
                    ledger.account(call, new TokenUsage(100, 0, 20, false));
                    ledger.record(call);
                }
                noting[round] = (noted - start) / 1e3 / CALLS;
                recording[round] = (System.nanoTime() - noted) / 1e3 / CALLS;
            }
            assertThat(journal.open()).isZero();
        }
        System.out.printf(
                "journal, durability process: recording a call %.1f µs, noting it before %.1f µs more,"
                        + " of these to append to the file %.1f µs%n",
                median(recording), median(noting), median(writing));
        assertThat(median(noting)).isLessThan(1_000);
    }

    private CallAccount[] calls() {
        CallAccount[] calls = new CallAccount[CALLS];
        for (int i = 0; i < CALLS; i++) {
            calls[i] = CallLedgerTest.account(ids.next());
            calls[i].asks(new CallAccount.Asked(true, false, "subject-" + i, java.util.Map.of()));
            calls[i].resolved(CallLedgerTest.resolution("gpt-4.1"));
        }
        return calls;
    }

    private static double median(double[] values) {
        double[] warm = Arrays.copyOfRange(values, values.length / 2, values.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    private static JournalProperties.Audit settings() {
        return new JournalProperties.Audit(
                JournalProperties.Durability.PROCESS,
                JournalProperties.Unavailable.JOURNAL,
                DataSize.ofGigabytes(1),
                DataSize.ofMegabytes(16),
                Duration.ofMillis(200),
                500);
    }
}
