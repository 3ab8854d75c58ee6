package io.plumbline.kit.sibling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.sibling.ScriptedSibling.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotFollowerTest {

    private final MovedClock clock = new MovedClock();
    private final ScriptedSibling sibling = new ScriptedSibling();
    private final SnapshotFollower<?, State> follower = sibling.follower(clock, null);

    @AfterEach
    void stop() {
        follower.stop();
    }

    @Test
    void isNeitherReadyNorCurrentBeforeTheFirstAnswer() {
        sibling.isAway();
        follower.start();
        await("it has asked").until(() -> sibling.asked().size() > 1);
        assertThat(follower.ready()).isFalse();
        assertThat(follower.current()).isFalse();
        assertThat(follower.state()).isNull();
        assertThat(follower.age()).isNull();
    }

    @Test
    void mergesChangesSinceItsVersion() {
        sibling.answers(3, "a");
        sibling.answers(3, "nothing new");
        sibling.answers(5, "b");
        follower.start();
        await("both changes").until(() -> new State(List.of("a", "b")).equals(follower.state()));
        await("it asks on").until(() -> sibling.asked().size() == 4);
        assertThat(sibling.asked()).containsExactly(0L, 3L, 3L, 5L);
    }

    @Test
    void becomesStaleAfterTheToleranceAndCurrentAgainWithTheSibling() {
        sibling.answers(1, "a");
        follower.start();
        await("the first answer").until(follower::ready);
        sibling.isAway();
        clock.move(ScriptedSibling.TOLERATED.minusSeconds(1));
        assertThat(follower.current()).isTrue();
        clock.move(Duration.ofSeconds(1));
        assertThat(follower.current()).isFalse();
        assertThat(follower.age()).isEqualTo(ScriptedSibling.TOLERATED);
        assertThat(follower.state()).isEqualTo(new State(List.of("a")));
        sibling.answers(1, "nothing new");
        await("it is back").until(follower::current);
        assertThat(follower.age()).isZero();
    }

    /// Else nobody would know until something changes.
    @Test
    void doesNotDelayARecoveredSibling() {
        sibling.answers(1, "a");
        sibling.isAway();
        sibling.answers(1, "nothing new");
        follower.start();
        await("it asks on").until(() -> sibling.asked().size() >= 4);
        assertThat(sibling.waits()).startsWith(20, 20, 0, 20);
    }

    /// The state would otherwise be current for as long as the clock was wrong.
    @Test
    void isNotCurrentAfterALargeClockStepBackUntilTheNextAnswer() {
        sibling.answers(1, "a");
        follower.start();
        await("the first answer").until(follower::ready);
        clock.move(Duration.ofSeconds(-2));
        assertThat(follower.current()).isTrue();
        clock.move(Duration.ofDays(-1));
        assertThat(follower.current()).isFalse();
        sibling.answers(1, "nothing new");
        await("it is heard").until(follower::current);
    }

    @Test
    void continuesIfAListenerFails() {
        List<State> heard = new CopyOnWriteArrayList<>();
        follower.onChange(_ -> {
            throw new IllegalStateException("a listener's own fault");
        });
        follower.onChange(heard::add);
        sibling.answers(1, "a");
        sibling.answers(2, "b");
        follower.start();
        await("both are heard").until(() -> heard.size() == 2);
        assertThat(sibling.asked()).startsWith(0L, 1L);
    }
}
