package io.plumbline.gateway.journal;

import io.plumbline.gateway.journal.Intents.Intent;
import io.plumbline.gateway.journal.JournalDirectory.Position;
import io.plumbline.gateway.journal.JournalReader.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Transfers the journal's records to their sink, in order and in batches, and deletes completed segments. One
/// thread. If the sink fails, it retries forever with growing pauses. The sink must recognise a batch that is
/// delivered twice because the process ended in between.
///
/// The position is stored when nothing is left, and every second otherwise; records stored since then are
/// delivered again after a crash. The folder is listed only when the journal is opened.
///
/// Bytes at the end of a segment that are not a record were being written when a process ended: they are skipped
/// and reported. A copy of the segment is kept if they are more than one record can be. A record that the sink
/// can never store is kept next to its segment. While the sink can read no record at all, everything waits.
public final class JournalDrain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JournalDrain.class);
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final long STOP_WAIT_MS = 10_000;
    private static final long LOOKS_EVERY_MS = 50;
    private static final long WRITTEN_DOWN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private final JournalSink sink;
    private final JournalProperties.Audit settings;
    private final JournalReader reader;
    private final DrainPace pace;
    private @Nullable Position position;
    private @Nullable Position writtenDown;
    private long writtenDownAt;
    private volatile boolean stopping;
    private boolean failing;
    private boolean caughtUp;
    private volatile boolean unreadable;
    private final AtomicLong brokenOff = new AtomicLong();
    private volatile @Nullable Thread thread;

    public JournalDrain(Journal journal, JournalSink sink, JournalProperties properties) {
        this.journal = journal;
        this.sink = sink;
        this.settings = properties.audit();
        this.reader = new JournalReader(journal);
        this.pace = new DrainPace(settings);
    }

    private void run() {
        long failures = 0;
        while (true) {
            boolean last = stopping;
            journal.look();
            try {
                drainAll();
                if (failing) {
                    failing = false;
                    log.info("Records are stored again");
                }
                unreadable = false;
                failures = 0;
            } catch (RuntimeException | IOException e) {
                if (e instanceof UnreadableRecordsException && !unreadable) {
                    unreadable = true;
                    log.error("The journal was written under another key-encryption key: its records wait for it");
                }
                if (failures++ == 0) {
                    failing = true;
                    log.atWarn()
                            .addKeyValue("reason", e.getClass().getSimpleName())
                            .log("Records cannot be stored now: they wait in the journal");
                }
            }
            if (last) {
                return;
            }
            pause(failures);
        }
    }

    /// Whether pending records need a key that this gateway lacks.
    public boolean isUnreadable() {
        return unreadable;
    }

    /// Stores all pending records.
    void drainAll() throws IOException {
        try {
            drainWhatIsThere();
        } finally {
            writeDown();
        }
    }

    private void drainWhatIsThere() throws IOException {
        Position from = position == null ? journal.directory().drained() : position;
        position = from;
        writtenDown = writtenDown == null ? from : writtenDown;
        Batch batch = reader.read(from, settings.batch());
        while (batch != null) {
            if (!batch.records().isEmpty()) {
                store(batch.records(), batch.next().segment());
            }
            from = advance(batch);
            if (from.segment() >= journal.segments().first()) {
                settle();
            }
            batch = batch.damaged() && !batch.ended() ? null : reader.read(from, settings.batch());
        }
        settle();
        if (!caughtUp) {
            sink.caughtUp();
            caughtUp = true;
        }
        journal.carry(from.segment());
        journal.retire(from.segment());
    }

    /// Stores the intents of what is over without a record. Waits until every record of earlier processes is
    /// stored, so that none of them is late. Stores directly from memory, since a full disk would accept nothing.
    private void settle() throws IOException {
        List<Intent> over = journal.intents().over(settings.batch());
        while (!over.isEmpty()) {
            store(over.stream().map(Intent::record).toList(), over.getFirst().segment());
            over.forEach(intent -> journal.intents().remove(intent.id()));
            brokenOff.addAndGet(over.size());
            log.atWarn().addKeyValue("calls", over.size()).log("Calls without a record are told of as broken off");
            over = journal.intents().over(settings.batch());
        }
    }

    private void store(List<byte[]> records, long segment) throws IOException {
        for (byte[] record : sink.store(records)) {
            journal.directory().setAside(segment, record);
        }
    }

    /// Returns how many were stored as interrupted.
    public long brokenOff() {
        return brokenOff.get();
    }

    private Position advance(Batch batch) throws IOException {
        Position next = batch.next();
        long passedOver = 0;
        if (batch.ended()) {
            passedOver = damage(batch);
            next = new Position(batch.next().segment() + 1, 0);
        }
        position = next;
        if (System.nanoTime() - writtenDownAt >= WRITTEN_DOWN_EVERY_NANOS) {
            writeDown();
        }
        journal.drained(batch.bytes() + passedOver);
        pace.stored(batch.records().size(), batch.bytes());
        if (batch.ended()) {
            journal.retire(next.segment());
        }
        return next;
    }

    /// Stores the position. A full disk may refuse it and must still be drained; a later start then repeats more.
    private void writeDown() {
        Position reached = position;
        if (reached == null || reached.equals(writtenDown)) {
            return;
        }
        try {
            journal.directory().drained(reached);
            writtenDown = reached;
            writtenDownAt = System.nanoTime();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("Cannot write down up to where the journal is stored");
        }
    }

    private long damage(Batch batch) throws IOException {
        long segment = batch.next().segment();
        long rest =
                Files.size(journal.directory().segment(segment)) - batch.next().offset();
        if (rest > 0) {
            log.atWarn()
                    .addKeyValue("segment", segment)
                    .addKeyValue("bytes", rest)
                    .log("The end of a journal segment is no record: it was being written when a process ended");
            if (rest > Frames.HEAD_BYTES + Frames.MAX_RECORD_BYTES) {
                journal.directory().setAside(segment);
            }
        }
        return rest;
    }

    private void pause(long failures) {
        DrainPace.Wait wait = pace.begin();
        if (failures > 0) {
            wait = DrainPace.Wait.of(Duration.ofMillis(Math.min(LONGEST_PAUSE_MS, 100L << Math.min(failures, 6))));
        }
        long begin = System.nanoTime();
        long step = Math.min(TimeUnit.NANOSECONDS.toMillis(wait.least()), LOOKS_EVERY_MS);
        while (!stopping && !wait.isOver(System.nanoTime() - begin, journal.pendingBytes())) {
            journal.look();
            try {
                TimeUnit.MILLISECONDS.sleep(step);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void start() {
        stopping = false;
        Thread started = Thread.ofPlatform().daemon().name("journal-drain").unstarted(this::run);
        thread = started;
        started.start();
    }

    /// Stores what is left if the database answers in time.
    @Override
    public void stop() {
        Thread stopped = thread;
        stopping = true;
        thread = null;
        if (stopped != null) {
            try {
                stopped.join(STOP_WAIT_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /// Stops after the web server.
    @Override
    public int getPhase() {
        return 0;
    }
}
