package io.plumbline.guardrails.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void givesATurnThoseBeforeItOldestFirst() {
        Turns turns = new Turns(List.of("one", "two", "three"));
        assertThat(turns.before(0)).isEmpty();
        assertThat(turns.before(1)).containsExactly("one");
        assertThat(turns.before(2)).containsExactly("one", "two");
    }

    @Test
    void givesNoMoreThanIsRead() {
        String half = "x".repeat(Turns.READ_WITH_A_TURN / 2);
        assertThat(new Turns(List.of("old", half, half, "new")).before(3)).containsExactly(half, half);
    }

    @Test
    void readsABoundedNumberOfCharactersAgainHoweverLongTheConversationIs() {
        for (int length : new int[] {1, 300, 5000}) {
            List<String> said = Collections.nCopies(20_000, "y".repeat(length));
            Turns turns = new Turns(said);
            long again = IntStream.range(0, said.size())
                    .mapToLong(turn -> Math.min(
                            Turns.READ_WITH_A_TURN,
                            turns.before(turn).stream()
                                    .mapToLong(String::length)
                                    .sum()))
                    .sum();
            assertThat(again).isLessThanOrEqualTo(Turns.READ_AGAIN + Turns.READ_WITH_A_TURN);
            assertThat(turns.before(said.size() - 1)).isNotEmpty();
        }
    }
}
