package io.plumbline.governance.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
    void stopsANameFromOneAddressAndNobodyElse() {
        fail("mira", "10.0.0.1", 5);
        assertThat(throttle.mayTry("mira", "10.0.0.1")).isFalse();
        assertThat(throttle.mayTry("mira", "10.0.0.2")).isTrue();
        assertThat(throttle.mayTry("carla", "10.0.0.1")).isTrue();
    }

    @Test
    void stopsAnAddressThatTriesManyNames() {
        for (int i = 0; i < 20; i++) {
            assertThat(throttle.mayTry("name-" + i, "10.0.0.1")).isTrue();
            throttle.failed("name-" + i, "10.0.0.1");
        }
        assertThat(throttle.mayTry("another", "10.0.0.1")).isFalse();
    }

    @Test
    void stopsANameThatManyAddressesTry() {
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.mayTry("mira", "10.0.0." + i)).isTrue();
            throttle.failed("mira", "10.0.0." + i);
        }
        assertThat(throttle.mayTry("mira", "10.0.1.1")).isFalse();
    }

    @Test
    void letsThemTryAgainAfterAQuarterOfAnHour() {
        fail("mira", "10.0.0.1", 5);
        now = now.plus(Duration.ofMinutes(15)).minusMillis(1);
        assertThat(throttle.mayTry("mira", "10.0.0.1")).isFalse();
        now = now.plusMillis(1);
        assertThat(throttle.mayTry("mira", "10.0.0.1")).isTrue();
    }

    @Test
    void forgetsFailuresWithASuccess() {
        fail("mira", "10.0.0.1", 4);
        throttle.succeeded("mira", "10.0.0.1");
        fail("mira", "10.0.0.1", 4);
        assertThat(throttle.mayTry("mira", "10.0.0.1")).isTrue();
    }

    @Test
    void remembersABoundedNumber() {
        fail("mira", "10.0.0.1", 5);
        for (int i = 0; i < 10_000; i++) {
            throttle.failed("name-" + i, "address-" + i);
        }
        assertThat(throttle.mayTry("mira", "10.0.0.1")).isTrue();
    }

    private void fail(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(name, address);
        }
    }
}
