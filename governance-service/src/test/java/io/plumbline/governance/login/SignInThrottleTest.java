package io.plumbline.governance.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.governance.login.SignInThrottle.Limit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final SignInThrottle throttle = new SignInThrottle(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void stopsANameFromOneAddressOnly() {
        tries("mira", "10.0.0.1", 5);
        assertThat(stopped("mira", "10.0.0.1")).isEqualTo(Limit.NAME_AND_ADDRESS);
        assertThat(stopped("mira", "10.0.0.2")).isNull();
        assertThat(stopped("carla", "10.0.0.1")).isNull();
    }

    @Test
    void countsAnAttemptInProgress() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> guesses = Collections.nCopies(150, () -> stopped("carla", "10.0.0.1") == null);
            int looked = 0;
            for (Future<Boolean> guess : threads.invokeAll(guesses)) {
                looked += guess.get() ? 1 : 0;
            }
            assertThat(looked).isEqualTo(5);
        }
    }

    @Test
    void toleratesASharedAddressUntilItFloods() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(stopped("name-" + i, "10.0.0.1")).isNull();
        }
        assertThat(stopped("another", "10.0.0.1")).isEqualTo(Limit.ADDRESS);
        assertThat(stopped("another", "10.0.0.2")).isNull();
    }

    @Test
    void stopsANameTriedFromManyAddresses() {
        for (int i = 0; i < 100; i++) {
            assertThat(stopped("mira", "10.0.0." + i)).isNull();
        }
        assertThat(stopped("mira", "10.0.1.1")).isEqualTo(Limit.NAME);
    }

    @Test
    void allowsAttemptsAfterAQuarterOfAnHour() {
        tries("mira", "10.0.0.1", 5);
        now = now.plus(Duration.ofMinutes(15)).minusMillis(1);
        assertThat(stopped("mira", "10.0.0.1")).isNotNull();
        now = now.plusMillis(1);
        assertThat(stopped("mira", "10.0.0.1")).isNull();
    }

    @Test
    void reportsALimitOnceInAWindow() {
        for (int window = 0; window < 2; window++) {
            tries("mira", "10.0.0.1", 5);
            assertThat(throttle.begin("mira", "10.0.0.1").first()).isTrue();
            assertThat(throttle.begin("mira", "10.0.0.1").first()).isFalse();
            now = now.plus(Duration.ofMinutes(15));
        }
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        tries("mira", "10.0.0.1", 4);
        throttle.succeeded("mira", "10.0.0.1");
        tries("mira", "10.0.0.1", 4);
        assertThat(stopped("mira", "10.0.0.1")).isNull();
    }

    @Test
    void countsNoSuccessAgainstAnAddressOrAName() {
        for (int i = 0; i < 2_000; i++) {
            assertThat(stopped("mira", "10.0.0.1")).isNull();
            throttle.succeeded("mira", "10.0.0.1");
        }
    }

    @Test
    void boundsItsMemory() {
        tries("mira", "10.0.0.1", 5);
        for (int i = 0; i < 10_000; i++) {
            throttle.begin("name-" + i, "address-" + i);
        }
        assertThat(stopped("mira", "10.0.0.1")).isNull();
    }

    private @Nullable Limit stopped(String name, String address) {
        return throttle.begin(name, address).stopped();
    }

    private void tries(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.begin(name, address);
        }
    }
}
