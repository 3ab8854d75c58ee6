package io.plumbline.personaldata.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SparesTest {

    private final AtomicInteger made = new AtomicInteger();
    private final Spares<int[]> spares = new Spares<>(() -> new int[] {made.incrementAndGet()});

    @Test
    void givesOutAgainWhatWasGivenBack() {
        int[] first = spares.take();
        spares.give(first);
        assertThat(spares.take()).isSameAs(first);
        assertThat(made).hasValue(1);
    }

    @Test
    void givesNoneToTwo() {
        Set<int[]> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 100; i++) {
            assertThat(taken.add(spares.take())).isTrue();
        }
    }

    @Test
    void keepsNoMoreThanItHasRoomFor() {
        List<int[]> taken = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            taken.add(spares.take());
        }
        taken.forEach(spares::give);
        for (int i = 0; i < 100; i++) {
            spares.take();
        }
        assertThat(made.get()).isBetween(100 + 100 - 32, 199);
    }
}
