package io.plumbline.gateway.limit;

import java.util.Arrays;

/// How much was taken in each of the last seconds. The window is a minute, and two seconds longer: one
/// because a second that has begun counts whole, one because a replica may use what it has taken a second
/// later. So in no minute more is used than the limit, and 3 percent less at worst. Not thread-safe.
final class SlidingWindow {

    static final int SECONDS = 62;

    /// By how many seconds a clock may be put back while the window waits for it.
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

    /// Time has gone on to this second. A clock that was put back by more than a little begins anew, with what was
    /// taken as if it all were now: else the window would stand still until the clock is where it was.
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

    /// Takes so many now, or gives them back, as far as so many were taken: first of the newest second.
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

    /// Seconds until so many are free under the limit; as long as the window when there never are.
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

    /// Seconds until nothing is taken any more.
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
