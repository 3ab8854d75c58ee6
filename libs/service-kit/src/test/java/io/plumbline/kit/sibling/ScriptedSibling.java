package io.plumbline.kit.sibling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A sibling that is followed and answers as it is told, or waits.
final class ScriptedSibling {

    static final Duration TOLERATED = Duration.ofMinutes(15);

    private static final Delta AWAY = new Delta(-1, "");

    private final LinkedBlockingQueue<Delta> answers = new LinkedBlockingQueue<>();
    private final List<Long> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> waits = new CopyOnWriteArrayList<>();

    private record Delta(long version, String change) {}

    /// @param changes all that were told, in order
    record State(List<String> changes) {

        State {
            changes = List.copyOf(changes);
        }
    }

    void answers(long version, String change) {
        answers.add(new Delta(version, change));
    }

    /// Fails once.
    void isAway() {
        answers.add(AWAY);
    }

    /// The versions after which it was asked for changes.
    List<Long> asked() {
        return asked;
    }

    /// For how long it should wait for a change, each time.
    List<Integer> waits() {
        return waits;
    }

    SnapshotFollower<?, State> follower(MovedClock clock, @Nullable SnapshotCopy<State> copy) {
        return new SnapshotFollower<>(
                "sibling", this::answer, Delta::version, ScriptedSibling::merge, clock, TOLERATED, copy);
    }

    private Delta answer(long since, int waitSeconds) {
        asked.add(since);
        waits.add(waitSeconds);
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

    private static State merge(@Nullable State state, Delta delta) {
        List<String> next = new ArrayList<>(state == null ? List.of() : state.changes());
        next.add(delta.change());
        return new State(next);
    }
}
