package io.plumbline.audit.sequencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFixture;
import io.plumbline.audit.AuditFixture.Access;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MerkleTree;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.SignedNote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class SequencerIT {
    private AuditFixture audit;

    @TempDir
    private Path elsewhere;

    @BeforeEach
    void createDatabase() {
        audit = new AuditFixture();
    }

    @AfterEach
    void dropDatabase() {
        audit.close();
    }

    @Test
    void assignsPositionsWithoutGapsAndSignsTheTree() {
        List<AuditEvent> events = audit.log(25, 10);

        assertThat(sizes()).containsExactly(0L, 10L, 20L, 25L);
        SignedNote note = SignedNote.parse(Objects.requireNonNull(note(25)));
        assertThat(AuditFixture.SIGNER.verifier().verifies(note)).isTrue();
        Hash root = new MerkleTree(events.stream().map(AuditEvent::leafHash).toList()).root();
        assertThat(Checkpoint.parse(note.text())).isEqualTo(new Checkpoint(AuditFixture.ORIGIN, 25, root));
    }

    @Test
    void signsTheEmptyLogSoThatACheckpointAlwaysExists() {
        try (Sequencer sequencer = audit.sequencer(10)) {
            assertThat(sequencer.sequence()).isZero();
            assertThat(sequencer.leads()).isTrue();
        }

        assertThat(note(0)).startsWith(AuditFixture.ORIGIN + "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    }

    @Test
    void losesNothingOfManyAppendersAndWaitsForNoSlowOne() throws Exception {
        int appenders = 12;
        int each = 40;
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch appended = new CountDownLatch(1);
        AuditEvent slowEvent = audit.event().attribute("slow", true).build();
        List<AuditEvent> others = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Sequencer sequencer = audit.sequencer(37)) {
            Future<?> slow = threads.submit(() -> {
                Access access = audit.as("registry_app");
                access.transaction().executeWithoutResult(status -> {
                    access.log().append(slowEvent);
                    appended.countDown();
                    awaitQuietly(release);
                });
            });
            assertThat(appended.await(20, TimeUnit.SECONDS)).isTrue();
            List<Future<List<AuditEvent>>> running = new ArrayList<>();
            for (int i = 0; i < appenders; i++) {
                running.add(threads.submit(() -> {
                    Access access = audit.as("registry_worker");
                    List<AuditEvent> events = audit.events(each);
                    events.forEach(access::append);
                    return events;
                }));
            }
            AtomicBoolean done = new AtomicBoolean();
            Future<?> sequencing = threads.submit(() -> {
                while (!done.get() || sequencer.sequence() > 0) {
                    sequencer.sequence();
                }
            });
            for (Future<List<AuditEvent>> appender : running) {
                others.addAll(appender.get(60, TimeUnit.SECONDS)); // while the slow one is still open
            }
            assertThat(slow.isDone()).isFalse();
            release.countDown();
            slow.get(20, TimeUnit.SECONDS);
            done.set(true);
            sequencing.get(30, TimeUnit.SECONDS);
        }

        List<SequencedEvent> log = audit.as("monitoring_worker").reader().readFrom(0, 10_000);
        assertThat(log)
                .extracting(SequencedEvent::index)
                .containsExactlyElementsOf(LongStream.rangeClosed(0, (long) appenders * each)
                        .boxed()
                        .toList());
        others.add(slowEvent);
        assertThat(log).extracting(SequencedEvent::event).containsExactlyInAnyOrderElementsOf(others);
        assertThat(audit.verify().intact()).isTrue();
    }

    @Test
    void allowsOneLeader() {
        audit.as("registry_app").append(audit.event().build());
        try (Sequencer first = audit.sequencer(10);
                Sequencer second = audit.sequencer(10)) {
            assertThat(first.sequence()).isEqualTo(1);
            audit.as("registry_app").append(audit.event().build());
            assertThat(second.sequence()).isZero();
            assertThat(second.leads()).isFalse();

            first.resign();

            assertThat(second.sequence()).isEqualTo(1);
            assertThat(second.leads()).isTrue();
            assertThat(first.sequence()).isZero();
        }
        assertThat(audit.verify().intact()).isTrue();
    }

    @Test
    void releasesLeadershipThroughAPoolThatKeepsTheSession() throws SQLException {
        SingleConnectionDataSource pool = new SingleConnectionDataSource(
                audit.database.dataSource("governance_worker").getConnection(), true);
        try (Sequencer first = new Sequencer(pool, AuditFixture.SIGNER, List.of(), 10);
                Sequencer second = audit.sequencer(10)) {
            first.sequence();
            second.sequence();
            assertThat(second.leads()).isFalse();

            first.resign();
            second.sequence();

            assertThat(second.leads()).isTrue();
        } finally {
            pool.destroy();
        }
    }

    @Test
    void leadsAgainAfterItsConnectionWasCut() {
        try (Sequencer sequencer = audit.sequencer(10)) {
            sequencer.sequence();
            audit.superuser()
                    .queryForList(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'governance_worker' AND datname = current_database()");
            audit.as("registry_app").append(audit.event().build());

            assertThatThrownBy(sequencer::sequence).isInstanceOf(DataAccessException.class);
            assertThat(sequencer.leads()).isFalse();
            assertThat(sequencer.sequence()).isEqualTo(1);
        }
        assertThat(audit.verify().intact()).isTrue();
    }

    @Test
    void signsTheSameAfterACrash() {
        audit.log(12, 5);
        String note = note(12);
        audit.tamper("UPDATE audit.checkpoint SET note = NULL WHERE size = 12");

        try (Sequencer sequencer = audit.sequencer(5)) {
            assertThat(sequencer.sequence()).isZero();
        }

        assertThat(note(12)).isEqualTo(note);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM audit.leaf WHERE index = 11",
                "UPDATE audit.leaf SET hash = sha256('x') WHERE index = 11",
                "UPDATE audit.checkpoint SET root = sha256('x') WHERE size = 12",
                "UPDATE audit.checkpoint SET frontier = (SELECT frontier FROM audit.checkpoint WHERE size = 10) WHERE size = 12",
                "UPDATE audit.checkpoint SET frontier = set_byte(frontier, 0, 255 - get_byte(frontier, 0)) WHERE size = 10"
            })
    void refusesToSignWhatDoesNotContinueTheSigned(String tampering) {
        audit.log(12, 5);
        audit.tamper("UPDATE audit.checkpoint SET note = NULL WHERE size = 12");
        audit.tamper(tampering);

        try (Sequencer sequencer = audit.sequencer(5)) {
            assertThatThrownBy(sequencer::sequence).isInstanceOf(InconsistentLogException.class);
            assertThatThrownBy(sequencer::sequence).isInstanceOf(InconsistentLogException.class);
        }
        assertThat(note(12)).isNull();
    }

    @Test
    void refusesALogShorterThanTheExternalCheckpoint() {
        Path file = elsewhere.resolve("checkpoint");
        audit.as("registry_app").append(audit.events(4).toArray(AuditEvent[]::new));
        try (Sequencer sequencer = anchored(file)) {
            sequencer.sequence();
            sequencer.sequence();
        }
        assertThat(file).exists();
        audit.tamper("DELETE FROM audit.leaf WHERE index >= 2");
        audit.tamper("DELETE FROM audit.checkpoint WHERE size > 2");
        audit.tamper(
                "UPDATE audit.tree_head t SET size = c.size, frontier = c.frontier FROM audit.checkpoint c WHERE c.size = 2");

        try (Sequencer sequencer = anchored(file)) {
            assertThatThrownBy(sequencer::sequence)
                    .isInstanceOf(InconsistentLogException.class)
                    .hasMessageContaining("cut short or restored");
        }
        try (Sequencer unaware = audit.sequencer(2)) {
            assertThat(unaware.sequence()).isZero();
        }
    }

    @Test
    void refusesALogThatDiffersFromTheExternalCheckpoint() throws Exception {
        Path file = elsewhere.resolve("checkpoint");
        Files.writeString(
                file,
                AuditFixture.SIGNER
                        .sign(new Checkpoint(AuditFixture.ORIGIN, 0, Hash.leaf(new byte[0])).format())
                        .format());
        audit.log(1, 1);

        try (Sequencer sequencer = anchored(file)) {
            assertThatThrownBy(sequencer::sequence).isInstanceOf(InconsistentLogException.class);
        }
        Files.writeString(
                file,
                AuditFixture.SIGNER
                        .sign(new Checkpoint("another", 0, Hash.EMPTY).format())
                        .format());
        try (Sequencer sequencer = anchored(file)) {
            assertThatThrownBy(sequencer::sequence).hasMessageContaining("another");
        }
    }

    @Test
    void remembersItsSignaturesIfTheDatabaseIsRolledBack() {
        audit.as("registry_app").append(audit.events(3).toArray(AuditEvent[]::new));
        try (Sequencer sequencer = audit.sequencer(10)) {
            sequencer.sequence();
            audit.tamper("UPDATE audit.leaf SET hash = sha256('x') WHERE index = 1");
            audit.tamper("DELETE FROM audit.checkpoint");
            audit.tamper("UPDATE audit.tree_head SET size = 0, frontier = ''");
            audit.tamper("DELETE FROM audit.leaf");
            audit.as("registry_app").append(audit.event().build());

            assertThatThrownBy(sequencer::sequence).isInstanceOf(InconsistentLogException.class);
            assertThatThrownBy(sequencer::sequence).isInstanceOf(InconsistentLogException.class);
        }
    }

    @Test
    void isRestrictedToTheSequencerRole() {
        audit.as("registry_app").append(audit.event().build());
        try (Sequencer sequencer =
                new Sequencer(audit.database.dataSource("registry_worker"), AuditFixture.SIGNER, List.of(), 10)) {
            assertThatThrownBy(sequencer::sequence).isInstanceOf(DataAccessException.class);
        }
    }

    private Sequencer anchored(Path file) {
        return new Sequencer(
                audit.database.dataSource("governance_worker"), AuditFixture.SIGNER, List.of(new FileAnchor(file)), 2);
    }

    private List<Long> sizes() {
        return audit.superuser().queryForList("SELECT size FROM audit.checkpoint ORDER BY size", Long.class);
    }

    private @Nullable String note(long size) {
        return audit.superuser().queryForObject("SELECT note FROM audit.checkpoint WHERE size = ?", String.class, size);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
