package io.plumbline.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.journal.JournalProperties.Durability;
import io.plumbline.gateway.journal.JournalProperties.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

class JournalTest extends JournalTests {

    @ParameterizedTest
    @EnumSource(Durability.class)
    void carriesEveryRecordOfManyThreadsOnce(Durability durability) throws Exception {
        JournalProperties properties = properties(durability, Unavailable.REJECT, 1_000_000, 2_000);
        try (Journal journal = new Journal(properties);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        append(journal, number + "-" + i);
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
            drain(journal, properties);
            assertThat(stored).hasSize(400).doesNotHaveDuplicates();
            assertThat(journal.pendingBytes()).isZero();
        }
        assertThat(segments())
                .as("what is through is deleted, but for the one in use")
                .hasSize(1);
    }

    @Test
    void findsWhatAnEarlierProcessLeft() throws IOException {
        JournalProperties properties = usual();
        try (Journal journal = new Journal(properties)) {
            append(journal, "one");
            drain(journal, properties);
            append(journal, "two");
            append(journal, "three");
        }
        try (Journal journal = new Journal(properties)) {
            append(journal, "four");
            drain(journal, properties);
        }
        assertThat(stored).containsExactly("one", "two", "three", "four");
    }

    @Test
    void passesOverARecordThatWasTornAtAnyByte() throws IOException {
        JournalProperties properties = usual();
        byte[] whole;
        try (Journal journal = new Journal(properties)) {
            append(journal, "one");
            append(journal, "two, which will be torn");
            whole = Files.readAllBytes(segments().getFirst());
        }
        int first = Frames.HEAD_BYTES + Frames.ENTRY_HEAD_BYTES + 3;
        for (int length = first; length < whole.length; length++) {
            clear();
            Files.write(folder.resolve("0000000000000001.journal"), Arrays.copyOf(whole, length));
            try (Journal journal = new Journal(properties)) {
                append(journal, "three");
                drain(journal, properties);
                assertThat(stored).as("torn at %d", length).containsExactly("one", "three");
                assertThat(journal.pendingBytes()).isZero();
            }
        }
    }

    @Test
    void passesOverARecordWhoseBytesHaveChanged() throws IOException {
        JournalProperties properties = usual();
        try (Journal journal = new Journal(properties)) {
            append(journal, "one");
            append(journal, "two");
        }
        Path segment = segments().getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 1] ^= 1;
        Files.write(segment, bytes);
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).containsExactly("one");
    }

    @Test
    void givesABatchAgainWhoseEndWasNotWrittenDown() throws IOException {
        JournalProperties properties = usual();
        try (Journal journal = new Journal(properties)) {
            append(journal, "one");
            drain(journal, properties);
        }
        Files.delete(folder.resolve("drained"));
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).containsExactly("one", "one");
    }

    @Test
    void keepsWhatCannotBeStoredAndRefusesBeyondItsBound() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS, Unavailable.REJECT, 500, 2_000);
        try (Journal journal = new Journal(properties)) {
            away = true;
            append(journal, "x".repeat(600));
            assertThatThrownBy(() -> drain(journal, properties)).hasMessage("away");
            assertThat(journal.admits()).isFalse();
            away = false;
            drain(journal, properties);
            assertThat(journal.admits()).isTrue();
            assertThat(stored).hasSize(1);
        }
    }

    @Test
    void goesOnBeyondItsBoundWhereThatIsWanted() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS, Unavailable.JOURNAL, 500, 2_000);
        try (Journal journal = new Journal(properties)) {
            append(journal, "x".repeat(600));
            assertThat(journal.admits()).isTrue();
        }
    }

    @Test
    void keepsWhatCanBeStoredInNoWayBesideItsSegment() throws IOException {
        JournalProperties properties = usual();
        try (Journal journal = new Journal(properties)) {
            IntStream.range(0, 20).forEach(i -> append(journal, (i % 9 == 1 ? "bad " : "good ") + i));
        }
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
            assertThat(journal.pendingBytes()).isZero();
        }
        assertThat(stored).hasSize(17);
        assertThat(folder.resolve("0000000000000001.journal")).doesNotExist();
        Files.move(
                folder.resolve("0000000000000001.journal.rejected"),
                folder.resolve("0000000000000002.journal"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.delete(folder.resolve("drained"));
        try (Journal journal = new Journal(properties)) {
            List<String> again = JournalRecords.of(journal, properties).stream()
                    .map(record -> new String(record, StandardCharsets.UTF_8))
                    .toList();
            assertThat(again).as("laid out as a segment").containsExactly("bad 1", "bad 10", "bad 19");
        }
    }

    @Test
    void goesOnBehindASegmentThatSomebodyTookAway() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS, Unavailable.REJECT, 1_000_000, 60);
        try (Journal journal = new Journal(properties)) {
            IntStream.range(0, 9).forEach(i -> append(journal, "a longer record " + i));
            assertThat(segments()).hasSize(9);
            Files.delete(segments().get(4));
            drain(journal, properties);
            assertThat(journal.pendingBytes())
                    .as("nobody waits for what is lost")
                    .isZero();
        }
        assertThat(stored).hasSize(8).doesNotContain("a longer record 4");
    }

    @Test
    void waitsForAFolderThatIsAwayForAMoment() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS, Unavailable.REJECT, 1_000_000, 60);
        Path elsewhere = folder.resolveSibling(folder.getFileName() + "-elsewhere");
        try (Journal journal = new Journal(properties)) {
            JournalDrain drain = new JournalDrain(journal, this::store, properties);
            IntStream.range(0, 3).forEach(i -> append(journal, "a longer record " + i));
            drain.drainAll();
            IntStream.range(3, 9).forEach(i -> append(journal, "a longer record " + i));
            Files.move(folder, elsewhere);
            assertThatThrownBy(drain::drainAll).as("renamed").isInstanceOf(NoSuchFileException.class);
            Files.createDirectory(folder);
            assertThatThrownBy(drain::drainAll)
                    .as("an empty place to mount it at")
                    .isInstanceOf(NoSuchFileException.class);
            Files.delete(folder);
            Files.move(elsewhere, folder);
            append(journal, "a longer record 9");
            drain.drainAll();
            assertThat(journal.pendingBytes()).isZero();
        }
        assertThat(stored).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void givesNothingAgainThatWasStoredBeforeTheSinkFailed() throws IOException {
        JournalProperties properties = usual();
        try (Journal journal = new Journal(properties)) {
            IntStream.range(0, 20).forEach(i -> append(journal, "r" + i));
            JournalSink failing = records -> {
                List<byte[]> refused = store(records);
                away = stored.size() > 10;
                return refused;
            };
            assertThatThrownBy(() -> new JournalDrain(journal, failing, properties).drainAll())
                    .hasMessage("away");
        }
        away = false;
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void belongsToOneGatewayAtATime() throws IOException {
        try (Journal _ = new Journal(usual())) {
            assertThatThrownBy(() -> new Journal(usual())).isInstanceOf(IllegalStateException.class);
        }
        new Journal(usual()).close();
    }

    @Test
    void survivesAnInterruptedWriter() throws Exception {
        JournalProperties properties = usual();
        try (Journal journal = new Journal(properties)) {
            Thread writer = Thread.ofVirtual().start(() -> {
                Thread.currentThread().interrupt();
                append(journal, "interrupted");
            });
            writer.join();
            append(journal, "next");
            drain(journal, properties);
        }
        assertThat(stored).containsExactly("interrupted", "next");
    }

    @Test
    void storesWhatIsLeftWhenItStops() throws IOException {
        JournalProperties properties = new JournalProperties(
                folder,
                new JournalProperties.Audit(
                        Durability.PROCESS,
                        Unavailable.REJECT,
                        DataSize.ofMegabytes(1),
                        DataSize.ofMegabytes(1),
                        Duration.ofHours(1),
                        10));
        try (Journal journal = new Journal(properties)) {
            JournalDrain drain = new JournalDrain(journal, this::store, properties);
            drain.start();
            IntStream.range(0, 25).forEach(i -> append(journal, "r" + i));
            drain.stop();
            assertThat(stored).hasSize(25);
        }
    }

    private JournalProperties usual() {
        return properties(Durability.PROCESS, Unavailable.REJECT, 1_000_000, 1_000_000);
    }

    private static void append(Journal journal, String record) {
        append(journal, UUID.randomUUID(), record);
    }
}
