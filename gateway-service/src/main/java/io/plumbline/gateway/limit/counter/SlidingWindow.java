package io.plumbline.gateway.limit.counter;

import java.util.Arrays;

/// The amounts taken in each of the last seconds. The window is two seconds longer than a minute: one because the
/// first second counts whole, one because a replica may use an amount a second after taking it. In no minute is
/// more used than the limit, and at worst 3 percent less. Not thread-safe.
public final class SlidingWindow {

    public static final int SECONDS = 62;

    /// The maximum step back of the clock, in seconds, for which the window waits.
    private static final int LITTLE = 2;

    private final long[] slots;
    private long second;

    /// @param slots of each second, at its number modulo [#SECONDS]
    /// @param second the newest of them
    SlidingWindow(long[] slots, long second) {
        this.slots = slots.clone();
        this.second = second;
    }

    static SlidingWindow empty(long second) {
        return new SlidingWindow(new long[SECONDS], second);
    }

    /// Advances to this second. If the clock was set back by more than a little, restarts with all amounts as if
    /// taken now. Otherwise the window would stand still until the clock catches up.
    void moveTo(long now) {
        if (now < second - LITTLE) {
            long before = taken();
            Arrays.fill(slots, 0);
            second = now;
            add(before);
            return;
        }
        for (long each = Math.max(second + 1, now - SECONDS + 1); each <= now; each++) {
            slots[(int) (each % SECONDS)] = 0;
        }
        second = Math.max(second, now);
    }

    long taken() {
        long sum = 0;
        for (long slot : slots) {
            sum += slot;
        }
        return sum;
    }

    /// Takes an amount now, or returns one, up to the amount taken: newest second first.
    void add(long count) {
        if (count >= 0) {
            slots[(int) (second % SECONDS)] += count;
            return;
        }
        long back = -count;
        for (long each = second; each > second - SECONDS && back > 0; each--) {
            int slot = (int) (each % SECONDS);
            long given = Math.min(back, slots[slot]);
            slots[slot] -= given;
            back -= given;
        }
    }

    /// Returns the seconds until the count is free under the limit; the length of the window if it never is.
    long secondsUntil(long count, long limit) {
        long left = limit - taken();
        for (int passed = 1; passed < SECONDS && left < count; passed++) {
            left += slots[(int) ((second + passed) % SECONDS)];
            if (left >= count) {
                return passed;
            }
        }
        return left >= count ? 0 : SECONDS;
    }

    /// Returns the seconds until the window is empty.
    long secondsUntilEmpty() {
        for (int passed = SECONDS - 1; passed >= 0; passed--) {
            if (slots[(int) ((second + passed + 1) % SECONDS)] > 0) {
                return passed + 1L;
            }
        }
        return 0;
    }

    long[] slots() {
        return slots.clone();
    }

    long second() {
        return second;
    }
}
