package io.plumbline.kit.sibling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.sibling.ScriptedSibling.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A follower that keeps a copy, and starts from it. It looks every second, so its tests mostly wait.
@Execution(ExecutionMode.CONCURRENT)
class SnapshotCopyWriterTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path temporary;

    private final MovedClock clock = new MovedClock();
    private final ScriptedSibling sibling = new ScriptedSibling();
    private SnapshotCopy<State> copy;
    private SnapshotFollower<?, State> follower;

    @BeforeEach
    void make() {
        copy = copyIn(temporary.resolve("snapshots"));
        follower = sibling.follower(clock, copy);
    }

    @AfterEach
    void stop() {
        follower.stop();
    }

    @Test
    void writesEachChange() {
        sibling.answers(3, "a");
        follower.start();
        awaitCopy("the first state", held(3, "a"));
        sibling.answers(4, "b");
        awaitCopy("the change", held(4, "a", "b"));
    }

    @Test
    void keepsTheAgeOfTheCopyAccurateToHalfAMinute() {
        sibling.answers(3, "a");
        follower.start();
        awaitCopy("the first state", held(3, "a"));
        clock.move(Duration.ofSeconds(31));
        sibling.answers(3, "nothing new");
        awaitCopy("that the sibling was heard of again", held(3, "a"));
    }

    @Test
    void writesTheTimeOfTheLastAnswerWhenItStops() {
        sibling.answers(3, "a");
        follower.start();
        awaitCopy("the first state", held(3, "a"));
        clock.move(Duration.ofSeconds(7));
        sibling.answers(3, "nothing new");
        await("it is heard").atMost(SOON).until(() -> Duration.ZERO.equals(follower.age()));
        follower.stop();
        assertThat(read()).isEqualTo(held(3, "a"));
    }

    @Test
    void startsFromTheCopyIfTheSiblingIsUnavailable() throws IOException {
        copy.write(held(3, "a", "b"));
        List<State> told = new CopyOnWriteArrayList<>();
        follower.onChange(told::add);
        clock.move(Duration.ofMinutes(10));
        sibling.isAway();
        follower.start();
        await("the copy").atMost(SOON).until(follower::ready);
        assertThat(follower.state()).isEqualTo(new State(List.of("a", "b")));
        assertThat(told).containsExactly(new State(List.of("a", "b")));
        assertThat(follower.age()).isEqualTo(Duration.ofMinutes(10));
        assertThat(follower.current()).isTrue();
        clock.move(Duration.ofMinutes(5));
        assertThat(follower.current()).isFalse();
    }

    /// It has a second to answer.
    @Test
    void startsFromTheCopyIfTheSiblingAcceptsButDoesNotAnswer() throws IOException {
        copy.write(held(3, "a"));
        follower.start();
        await("the copy").atMost(SOON).until(follower::ready);
        assertThat(sibling.asked()).containsExactly(0L);
    }

    @Test
    void startsFromTheSiblingIfItAnswers() throws IOException {
        copy.write(held(3, "of the copy"));
        List<State> told = new CopyOnWriteArrayList<>();
        follower.onChange(told::add);
        sibling.answers(4, "a");
        sibling.answers(5, "b");
        follower.start();
        awaitCopy("what the sibling said", held(5, "a", "b"));
        assertThat(told).containsExactly(new State(List.of("a")), new State(List.of("a", "b")));
    }

    /// Also when it has a smaller number, the same, or none: it may have been set up anew since.
    @Test
    void replacesTheWholeCopyWhenTheSiblingRecovers() throws IOException {
        for (long version : new long[] {0, 2, 3, 4}) {
            copy.write(held(3, "of the copy"));
            ScriptedSibling other = new ScriptedSibling();
            SnapshotFollower<?, State> cold = other.follower(clock, copy);
            other.isAway();
            cold.start();
            await("the copy").atMost(SOON).until(cold::ready);
            other.answers(version, "anew");
            await("the sibling's own").atMost(SOON).until(() -> new State(List.of("anew")).equals(cold.state()));
            assertThat(other.asked()).startsWith(0L, 0L);
            awaitCopy("the sibling's own", held(version, "anew"));
            cold.stop();
        }
    }

    /// The copy is as old as it was when it was saved, whatever its file says.
    @Test
    void doesNotReviveRevokedKeysFromABackupBeyondTheTolerance() throws IOException {
        sibling.answers(3, "key");
        follower.start();
        awaitCopy("the first state", held(3, "key"));
        Path backup = temporary.resolve("backup");
        Files.copy(copy.file(), backup);
        clock.move(Duration.ofMinutes(1));
        sibling.answers(4, "revoked");
        awaitCopy("the revocation", held(4, "key", "revoked"));
        follower.stop();

        Files.copy(backup, copy.file(), StandardCopyOption.REPLACE_EXISTING);
        clock.move(Duration.ofMinutes(14));
        // Not the same: who has just been stopped may still take what it says next.
        ScriptedSibling away = new ScriptedSibling();
        away.isAway();
        SnapshotFollower<?, State> cold = away.follower(clock, copy);
        cold.start();
        await("it has asked again").atMost(SOON).until(() -> away.asked().size() > 1);
        cold.stop();
        assertThat(cold.ready()).isFalse();
        assertThat(cold.current()).isFalse();
    }

    @Test
    void ignoresADamagedCopyAndWritesAnother() throws IOException {
        copy.write(held(3, "a"));
        byte[] bytes = Files.readAllBytes(copy.file());
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy.file(), bytes);
        sibling.isAway();
        follower.start();
        await("it has asked again").atMost(SOON).until(() -> sibling.asked().size() > 1);
        assertThat(follower.ready()).isFalse();
        sibling.answers(4, "b");
        awaitCopy("another", held(4, "b"));
    }

    @Test
    void continuesWithoutACopyAndWritesItWhenPossible() throws IOException {
        Path folder = temporary.resolve("full");
        Files.writeString(folder, "a file where the folder would be");
        copy = copyIn(folder);
        follower = sibling.follower(clock, copy);
        sibling.answers(3, "a");
        follower.start();
        await("a failure").atMost(SOON).until(() -> follower.copyFailures() > 0);
        sibling.answers(4, "b");
        await("changes arrive").atMost(SOON).until(() -> new State(List.of("a", "b")).equals(follower.state()));
        assertThat(follower.current()).isTrue();
        Files.delete(folder);
        await("it is written")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(read()).isEqualTo(held(4, "a", "b")));
    }

    private HeldState<State> held(long version, String... changes) {
        return new HeldState<>(new State(List.of(changes)), version, clock.instant());
    }

    private void awaitCopy(String what, HeldState<State> expected) {
        await(what).atMost(SOON).untilAsserted(() -> assertThat(read()).isEqualTo(expected));
    }

    private @Nullable HeldState<State> read() {
        try {
            return copyIn(copy.file().getParent()).read(clock.instant(), ScriptedSibling.TOLERATED);
        } catch (UnusableCopyException e) {
            throw new AssertionError(e);
        }
    }

    private static SnapshotCopy<State> copyIn(Path folder) {
        KeyEncryptionKey key =
                new KeyEncryptionKey(Base64.getEncoder().encodeToString(new byte[32]), new SecureRandom());
        return new SnapshotCopy<>(folder, "gateway", "sibling", key.sealer(SnapshotCopy.PURPOSE), State.class);
    }
}
