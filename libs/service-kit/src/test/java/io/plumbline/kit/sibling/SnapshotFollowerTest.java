package io.plumbline.kit.sibling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotFollowerTest {

    private final MovedClock clock = new MovedClock();
    private final LinkedBlockingQueue<Delta> answers = new LinkedBlockingQueue<>();
    private final List<Long> asked = new CopyOnWriteArrayList<>();
    private final SnapshotFollower<Delta, List<String>> follower =
            new SnapshotFollower<>("sibling", this::answer, Delta::version, SnapshotFollowerTest::merge, clock);

    /// What the sibling answers; `broken` for a sibling that is away.
    private record Delta(long version, String change) {}

    private static final Delta AWAY = new Delta(-1, "");

    @AfterEach
    void stop() {
        follower.stop();
    }

    @Test
    void isNeitherReadyNorCurrentBeforeTheSiblingHasAnswered() {
        answers.add(AWAY);
        follower.start();
        await("it has asked").until(() -> asked.size() > 1);
        assertThat(follower.ready()).isFalse();
        assertThat(follower.current()).isFalse();
        assertThat(follower.state()).isNull();
    }

    @Test
    void mergesWhatChangedAfterTheVersionItHolds() {
        answers.add(new Delta(3, "a"));
        answers.add(new Delta(3, "nothing new"));
        answers.add(new Delta(5, "b"));
        follower.start();
        await("both changes").until(() -> List.of("a", "b").equals(follower.state()));
        await("it asks on").until(() -> asked.size() == 4);
        assertThat(asked).containsExactly(0L, 3L, 3L, 5L);
    }

    @Test
    void growsStaleInFifteenMinutesAndIsCurrentAgainWhenTheSiblingIsBack() {
        answers.add(new Delta(1, "a"));
        follower.start();
        await("the first answer").until(follower::ready);
        answers.add(AWAY);
        clock.move(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(follower.current()).isTrue();
        clock.move(Duration.ofSeconds(1));
        assertThat(follower.current()).isFalse();
        assertThat(follower.state()).containsExactly("a");
        answers.add(new Delta(1, "nothing new"));
        await("it is back").until(follower::current);
    }

    @Test
    void goesOnWhenAListenerFails() {
        List<List<String>> heard = new CopyOnWriteArrayList<>();
        follower.onChange(_ -> {
            throw new IllegalStateException("a listener's own fault");
        });
        follower.onChange(heard::add);
        answers.add(new Delta(1, "a"));
        answers.add(new Delta(2, "b"));
        follower.start();
        await("both are heard").until(() -> heard.size() == 2);
        assertThat(asked).startsWith(0L, 1L);
    }

    private Delta answer(long since, int waitSeconds) {
        asked.add(since);
        try {
            Delta answer = answers.poll(waitSeconds, TimeUnit.SECONDS);
            if (answer == null || answer.equals(AWAY)) {
                throw new IllegalStateException("away");
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> merge(@org.jspecify.annotations.Nullable List<String> state, Delta delta) {
        List<String> next = new ArrayList<>(state == null ? List.of() : state);
        next.add(delta.change());
        return List.copyOf(next);
    }
}
