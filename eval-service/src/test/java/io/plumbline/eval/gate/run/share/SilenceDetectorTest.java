package io.plumbline.eval.gate.run.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SilenceDetectorTest {

    private static final String TIMEOUT = "no answer within 60 s";

    private final AtomicLong clock = new AtomicLong();

    private static boolean fails(SilenceDetector silence, String error, int times) {
        boolean vain = false;
        for (int i = 0; i < times; i++) {
            vain = silence.failed(error);
        }
        return vain;
    }

    @Test
    void givesUpOnASystemThatNeverAnswered() {
        assertThat(fails(new SilenceDetector(false, 0, clock::get), "HTTP 404", 19))
                .isFalse();
        assertThat(fails(new SilenceDetector(false, 0, clock::get), "HTTP 404", 20))
                .isTrue();
        assertThat(fails(new SilenceDetector(false, 0, clock::get), TIMEOUT, 4)).isFalse();
        assertThat(fails(new SilenceDetector(false, 0, clock::get), TIMEOUT, 5)).isTrue();
        assertThat(fails(new SilenceDetector(false, 19, clock::get), "HTTP 500", 1))
                .isTrue();
    }

    @Test
    void survivesAnOutageOfAMinuteButNotOfHours() {
        SilenceDetector silence = new SilenceDetector(true, 0, clock::get);
        clock.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(fails(silence, "HTTP 503", 100)).isFalse();
        clock.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(silence.failed("HTTP 503")).isTrue();
        silence.answered();
        assertThat(silence.failed("HTTP 503")).isFalse();
    }

    @Test
    void continuesIfCallsFailForTheirOwnReasons() {
        SilenceDetector silence = new SilenceDetector(true, 0, clock::get);
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(fails(silence, "the answer was stopped by a guard", 100)).isFalse();
    }
}
