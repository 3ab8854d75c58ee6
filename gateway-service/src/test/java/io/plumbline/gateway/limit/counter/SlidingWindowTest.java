package io.plumbline.gateway.limit.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private static final long SEED = 20261127;

    @Test
    void letsNoMinuteHaveMoreThanTheLimitAndNeverRefusesLongBefore() {
        Random random = new Random(SEED);
        long limit = 100;
        SlidingWindow window = SlidingWindow.empty(1_000);
        long[] taken = new long[1_000];
        long sum = 0;
        for (int second = 0; second < taken.length; second++) {
            window.moveTo(1_000 + second);
            for (int attempt = 0; attempt < 5; attempt++) {
                long count = 1L + random.nextInt(4);
                if (window.taken() + count <= limit) {
                    window.add(count);
                    taken[second] += count;
                    sum += count;
                }
            }
            assertThat(inLast(taken, second, 60)).isLessThanOrEqualTo(limit);
        }
        long minutes = taken.length / 60;
        assertThat(sum).as("at least nine tenths of what may be").isGreaterThan(limit * minutes * 9 / 10);
    }

    private static long inLast(long[] taken, int second, int seconds) {
        long sum = 0;
        for (int i = Math.max(0, second - seconds + 1); i <= second; i++) {
            sum += taken[i];
        }
        return sum;
    }

    @Test
    void saysWhenThereIsRoomAgain() {
        SlidingWindow window = SlidingWindow.empty(500);
        window.add(60);
        window.moveTo(510);
        window.add(40);
        assertThat(window.secondsUntil(1, 100)).isEqualTo(SlidingWindow.SECONDS - 10);
        assertThat(window.secondsUntil(61, 100)).isEqualTo(SlidingWindow.SECONDS);
        assertThat(window.secondsUntil(1, 101)).isZero();
        assertThat(window.secondsUntilEmpty()).isEqualTo(SlidingWindow.SECONDS);
        window.moveTo(500 + SlidingWindow.SECONDS);
        assertThat(window.taken()).isEqualTo(40);
        window.moveTo(5_000);
        assertThat(window.taken()).isZero();
        assertThat(window.secondsUntilEmpty()).isZero();
    }

    @Test
    void goesOnWhenTheClockIsPutBackAndForgetsNothing() {
        SlidingWindow window = SlidingWindow.empty(10_000);
        window.add(60);
        window.moveTo(10_005);
        window.add(30);
        window.moveTo(10_003);
        assertThat(window.second()).as("a little back is waited for").isEqualTo(10_005);
        window.moveTo(6_400);
        assertThat(window.taken()).isEqualTo(90);
        assertThat(window.secondsUntil(50, 100)).isEqualTo(SlidingWindow.SECONDS);
        window.moveTo(6_400 + SlidingWindow.SECONDS);
        assertThat(window.taken()).isZero();
    }

    @Test
    void givesBackWhatWasTakenLastFirst() {
        SlidingWindow window = SlidingWindow.empty(500);
        window.add(10);
        window.moveTo(501);
        window.add(5);
        window.add(-8);
        assertThat(window.taken()).isEqualTo(7);
        window.add(-100);
        assertThat(window.taken()).isZero();
    }
}
