package io.plumbline.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/// The gateway with a clock that goes ahead when it is told to. No stereotype, so that no other test's gateway
/// finds it.
@Import(GatewayApplication.class)
public class MovedClockGateway {

    private static volatile Duration ahead = Duration.ZERO;

    static void move(Duration by) {
        ahead = ahead.plus(by);
    }

    static void reset() {
        ahead = Duration.ZERO;
    }

    @Bean
    @Primary
    Clock movedClock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Clock.systemUTC().instant().plus(ahead);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
