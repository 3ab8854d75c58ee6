package io.plumbline.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.journal.JournalProperties.Durability;
import io.plumbline.gateway.journal.JournalProperties.Unavailable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/// Disks that do not keep what they take, and people who delete files that are in use.
class JournalFaultsTest {

    private static final UUID A = new UUID(1, 1);
    private static final UUID B = new UUID(1, 2);

    @TempDir
    private Path folder;

    private final List<String> stored = new ArrayList<>();

    @Test
    void tellsNothingOfWhatDidNotBeginSinceItsIntentWasNotFlushed() throws IOException {
        JournalProperties properties = properties(Durability.DISK);
        FailingDisk disk = new FailingDisk();
        try (Journal journal = new Journal(properties, disk)) {
            disk.failOnce();
            assertThatThrownBy(() -> intend(journal, A, "A broke off")).isInstanceOf(UnflushedException.class);
            journal.abandon(A);
            drain(journal, properties);
            assertThat(stored).isEmpty();
            assertThat(journal.open()).isZero();
            append(journal, B, "B done");
        }
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).as("nor by the next start").containsExactly("B done");
    }

    @Test
    void storesARecordThatWasWrittenAndNotFlushedOnce() throws IOException {
        JournalProperties properties = properties(Durability.DISK);
        FailingDisk disk = new FailingDisk();
        try (Journal journal = new Journal(properties, disk)) {
            intend(journal, A, "A broke off");
            disk.failOnce();
            assertThatThrownBy(() -> append(journal, A, "A done")).isInstanceOf(UnflushedException.class);
            journal.abandon(A);
            long torn = journal.segments().current().number();
            append(journal, B, "B done");
            assertThat(journal.segments().current().number())
                    .as("a disk that has failed to flush may say that it has what it has lost")
                    .isGreaterThan(torn);
            drain(journal, properties);
        }
        assertThat(stored).containsExactly("A done", "B done");
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void goesOnWhenTheSegmentIsDeletedThatIsBeingWritten(Durability durability) throws IOException {
        JournalProperties properties = properties(durability);
        try (Journal journal = new Journal(properties)) {
            JournalDrain drain = new JournalDrain(journal, this::store, properties);
            append(journal, A, "before");
            drain.drainAll();
            intend(journal, B, "B broke off");
            Files.delete(
                    journal.directory().segment(journal.segments().current().number()));
            append(journal, A, "meanwhile");
            drain.drainAll();
            append(journal, A, "after");
            drain.drainAll();
            drain.drainAll(); // what is under way was carried on, and is passed over
            assertThat(stored).containsExactly("before", "meanwhile", "after");
            assertThat(journal.pendingBytes()).isZero();
        }
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).as("what is under way is known to the next start").endsWith("B broke off");
    }

    @Test
    void givesUpOnlyWhatIsGoneWhenAllSegmentsAreDeleted() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS);
        append("left by an earlier process", properties);
        try (Journal journal = new Journal(properties)) {
            append(journal, A, "written now");
            for (long segment : journal.directory().segments()) {
                Files.delete(journal.directory().segment(segment));
            }
            drain(journal, properties);
            append(journal, B, "and then");
            drain(journal, properties);
            assertThat(journal.pendingBytes()).isZero();
        }
        assertThat(stored).containsExactly("written now", "and then");
    }

    /// Takes what is written, and says once that it could not keep it.
    private static final class FailingDisk implements JournalSegment.Flusher {

        private boolean failing;

        void failOnce() {
            failing = true;
        }

        @Override
        public void flush(RandomAccessFile file) throws IOException {
            if (failing) {
                failing = false;
                throw new IOException("Input/output error");
            }
            JournalSegment.Flusher.SYNC.flush(file);
        }
    }

    private JournalProperties properties(Durability durability) {
        return new JournalProperties(
                folder,
                new JournalProperties.Audit(
                        durability,
                        Unavailable.REJECT,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(1),
                        Duration.ofMillis(10),
                        7));
    }

    private static void append(String record, JournalProperties properties) throws IOException {
        try (Journal journal = new Journal(properties)) {
            append(journal, A, record);
        }
    }

    private static void append(Journal journal, UUID id, String record) throws IOException {
        journal.append(id, record.getBytes(StandardCharsets.UTF_8));
    }

    private static void intend(Journal journal, UUID id, String record) throws IOException {
        journal.intend(id, record.getBytes(StandardCharsets.UTF_8));
    }

    private void drain(Journal journal, JournalProperties properties) throws IOException {
        new JournalDrain(journal, this::store, properties).drainAll();
    }

    private List<byte[]> store(List<byte[]> records) {
        records.forEach(record -> stored.add(new String(record, StandardCharsets.UTF_8)));
        return List.of();
    }
}
