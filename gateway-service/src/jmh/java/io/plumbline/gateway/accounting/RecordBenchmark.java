package io.plumbline.gateway.accounting;

import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.gateway.journal.Journal;
import io.plumbline.gateway.journal.JournalProperties;
import io.plumbline.gateway.price.TestPrices;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.kit.seal.KeyEncryptionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/// What it costs that every call is noted before it goes to a provider and recorded before its end goes out, and what
/// reading a record back costs on its way to the database. Run it with `-prof gc` to see what each allocates.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RecordBenchmark {

    private final SecureRandom random = new SecureRandom();
    private final UuidV7 ids = new UuidV7(Clock.systemUTC(), random);
    private Path folder;
    private Journal journal;
    private CallLedger ledger;
    private byte[] record;

    /// Opens a journal in a folder of its own, anew each time: nothing drains it.
    @Setup(Level.Iteration)
    public void open() throws IOException {
        folder = Files.createTempDirectory("journal");
        JournalProperties properties = new JournalProperties(
                folder,
                new JournalProperties.Audit(
                        JournalProperties.Durability.PROCESS,
                        JournalProperties.Unavailable.JOURNAL,
                        DataSize.ofGigabytes(1),
                        DataSize.ofMegabytes(16),
                        Duration.ofMillis(200),
                        500));
        journal = new Journal(properties);
        KeyEncryptionKey key = new KeyEncryptionKey(Base64.getEncoder().encodeToString(new byte[32]), random);
        ledger = new CallLedger(
                journal,
                TestPrices.none(),
                new AccountingProperties(false, DataSize.ofMegabytes(1)),
                new Pseudonyms(new byte[32]),
                key,
                random,
                Clock.systemUTC());
        record = CallRecord.encode(CallEvents.of(call(), null, new Pseudonyms(new byte[32])), null, List.of());
    }

    /// Removes it.
    @TearDown(Level.Iteration)
    public void close() throws IOException {
        journal.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    private CallAccount call() {
        CallAccount call = CallLedgerTest.account(ids.next());
        call.resolved(CallLedgerTest.resolution("gpt-4o-mini"));
        return call;
    }

    /// The call as it is before anything is written.
    @Benchmark
    public Object callAlone() {
        return call();
    }

    /// Notes a call, and records it.
    @Benchmark
    public Object noteAndRecord() {
        CallAccount call = call();
        ledger.intend(call, 60);
        ledger.account(call, new TokenUsage(60, 0, 25, false));
        ledger.record(call);
        return call;
    }

    /// Reads a record and what was used.
    @Benchmark
    public Object readBack() {
        return CallUsage.of(CallRecord.decode(record).entry().event());
    }
}
