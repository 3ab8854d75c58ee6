package io.plumbline.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.journal.JournalProperties.Durability;
import io.plumbline.gateway.journal.JournalProperties.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is told of that which has begun and never ended.
class IntentTest extends JournalTests {

    private static final UUID A = new UUID(1, 1);
    private static final UUID B = new UUID(1, 2);

    @ParameterizedTest
    @EnumSource(Durability.class)
    void holdsOnlyWhereNoRecordFollows(Durability durability) throws IOException {
        JournalProperties properties = properties(durability, 1_000_000);
        try (Journal journal = new Journal(properties)) {
            intend(journal, A, "A broke off");
            intend(journal, B, "B broke off");
            append(journal, A, "A done");
            drain(journal, properties);
            assertThat(stored).as("B is under way").containsExactly("A done");
            assertThat(journal.open()).isOne();
        }
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
            drain(journal, properties);
            assertThat(stored).containsExactly("A done", "B broke off");
            assertThat(journal.open()).isZero();
            assertThat(journal.pendingBytes()).isZero();
        }
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).as("it is told once").hasSize(2);
        assertThat(segments()).hasSize(1);
    }

    @Test
    void neverComesBeforeARecordOfWhichItDoesNotKnow() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS, 60);
        try (Journal journal = new Journal(properties)) {
            intend(journal, A, "A broke off");
            append(journal, B, "B done");
            append(journal, A, "A done");
        }
        assertThat(segments()).as("the record lies in another segment").hasSizeGreaterThan(1);
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).containsExactly("B done", "A done");
    }

    @Test
    void isToldAgainWhenTheProcessEndsBeforeItIsStored() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS, 1_000_000);
        try (Journal journal = new Journal(properties)) {
            intend(journal, A, "A broke off");
            append(journal, B, "B done");
        }
        for (int start = 0; start < 3; start++) {
            try (Journal journal = new Journal(properties)) {
                away = true;
                assertThatThrownBy(() -> drain(journal, properties)).hasMessage("away");
                append(journal, new UUID(2, start), "C" + start);
            }
        }
        away = false;
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).as("after what was left").containsExactly("B done", "C0", "C1", "C2", "A broke off");
        assertThat(segments()).hasSize(1);
    }

    @Test
    void isCarriedOnWhenItsSegmentIsThrough() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS, 200);
        try (Journal journal = new Journal(properties)) {
            intend(journal, A, "A broke off");
            for (int i = 0; i < 100; i++) {
                append(journal, new UUID(3, i), "other " + i);
                drain(journal, properties);
            }
            assertThat(segments()).as("segments do not pile up behind it").hasSizeLessThan(4);
            assertThat(stored).hasSize(100).doesNotContain("A broke off");
        }
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).endsWith("A broke off").hasSize(101);
    }

    @Test
    void holdsForWhatIsOverWithoutARecord() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS, 1_000_000);
        try (Journal journal = new Journal(properties)) {
            intend(journal, A, "A broke off");
            BrokenJournal.once(journal);
            assertThatThrownBy(() -> journal.append(A, new byte[1])).isInstanceOf(IOException.class);
            assertThat(journal.failures()).isOne();
            journal.abandon(A);
            journal.abandon(B);
            append(journal, B, "B done");
            drain(journal, properties);
            assertThat(stored).containsExactlyInAnyOrder("A broke off", "B done");
            assertThat(journal.open()).isZero();
        }
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).hasSize(2);
    }

    /// At every byte at which the process can have ended: what was appended before is there, nothing is there
    /// twice, and what was begun is told.
    @Test
    void isTheWholeTruthWhereverTheJournalIsCut() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS, 1_000_000);
        TreeMap<Long, List<String>> expected = new TreeMap<>();
        byte[] whole;
        try (Journal journal = new Journal(properties)) {
            expected.put(0L, List.of());
            intend(journal, A, "A broke off");
            expected.put(journal.pendingBytes(), List.of("A broke off"));
            intend(journal, B, "B broke off");
            expected.put(journal.pendingBytes(), List.of("A broke off", "B broke off"));
            append(journal, A, "A done");
            expected.put(journal.pendingBytes(), List.of("A done", "B broke off"));
            append(journal, B, "B done");
            expected.put(journal.pendingBytes(), List.of("A done", "B done"));
            whole = Files.readAllBytes(segments().getFirst());
        }
        for (int length = 0; length <= whole.length; length++) {
            clear();
            Files.write(folder.resolve("0000000000000001.journal"), Arrays.copyOf(whole, length));
            try (Journal journal = new Journal(properties)) {
                drain(journal, properties);
            }
            assertThat(stored)
                    .as("cut at %d", length)
                    .containsExactlyInAnyOrderElementsOf(
                            expected.floorEntry((long) length).getValue());
        }
    }

    /// Ended at random places of its work, the sink's among them: each is told of, by an id that is told once, and
    /// by its record where that was written.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void survivesManyEndsAtRandom(long seed) throws IOException {
        Random random = new Random(seed);
        JournalProperties properties = properties(Durability.PROCESS, 300);
        List<String> database = new ArrayList<>();
        List<String> recorded = new ArrayList<>();
        int begun = 0;
        for (int run = 0; run < 30; run++) {
            try (Journal journal = new Journal(properties)) {
                int most = random.nextInt(12);
                for (int i = 0; i < most; i++) {
                    UUID id = new UUID(4, begun++);
                    intend(journal, id, id + " broke off");
                    if (random.nextBoolean()) {
                        append(journal, id, id + " done");
                        recorded.add(id + " done");
                    }
                    if (random.nextInt(4) == 0) {
                        drainPerhaps(journal, properties, random, database);
                    }
                }
            }
        }
        try (Journal journal = new Journal(properties)) {
            new JournalDrain(journal, records -> into(database, records), properties).drainAll();
        }
        assertThat(database).hasSize(begun).containsAll(recorded);
        assertThat(database.stream().filter(each -> each.endsWith("done"))).hasSameSizeAs(recorded);
        assertThat(segments()).hasSizeLessThan(3);
    }

    /// The sink stores some batches, and of some it stores only that nobody hears that it has.
    private static void drainPerhaps(
            Journal journal, JournalProperties properties, Random random, List<String> database) {
        try {
            new JournalDrain(
                            journal,
                            records -> {
                                if (random.nextInt(3) > 0) {
                                    into(database, records);
                                }
                                if (random.nextBoolean()) {
                                    throw new IllegalStateException("away");
                                }
                                return into(database, records);
                            },
                            properties)
                    .drainAll();
        } catch (IllegalStateException | IOException e) {
            assertThat(e).hasMessage("away");
        }
    }

    /// By id, the first that comes stays: as the audit log does.
    private static List<byte[]> into(List<String> database, List<byte[]> records) {
        for (byte[] record : records) {
            String text = new String(record, StandardCharsets.UTF_8);
            String id = text.substring(0, text.indexOf(' ') + 1);
            if (database.stream().noneMatch(each -> each.startsWith(id))) {
                database.add(text);
            }
        }
        return List.of();
    }

    @Test
    void readsARecordOfAnEarlierVersionAsOneWithoutAnId() throws IOException {
        Files.write(folder.resolve("0000000000000001.journal"), Frames.frame(new byte[] {1, 'o', 'l', 'd'}));
        JournalProperties properties = properties(Durability.PROCESS, 1_000_000);
        try (Journal journal = new Journal(properties)) {
            drain(journal, properties);
        }
        assertThat(stored).containsExactly("\u0001old");
    }

    @Test
    void leavesNothingOfManyThatEndedWell() throws IOException {
        JournalProperties properties = properties(Durability.PROCESS, 2_000);
        try (Journal journal = new Journal(properties)) {
            IntStream.range(0, 500).parallel().forEach(i -> {
                intend(journal, new UUID(5, i), i + " broke off");
                append(journal, new UUID(5, i), i + " done");
            });
        }
        try (Journal journal = new Journal(properties)) {
            assertThat(journal.open()).isZero();
            drain(journal, properties);
        }
        assertThat(stored).hasSize(500).allMatch(each -> each.endsWith("done"));
    }

    private JournalProperties properties(Durability durability, long segment) {
        return properties(durability, Unavailable.REJECT, 1_000_000, segment);
    }

    private static void intend(Journal journal, UUID id, String record) {
        try {
            journal.intend(id, record.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
