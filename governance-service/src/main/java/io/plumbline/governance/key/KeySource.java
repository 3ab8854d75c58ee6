package io.plumbline.governance.key;

import io.plumbline.kit.security.credential.ApiKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/// Generates keys, and the time stored with them.
@Component
class KeySource {

    private final SecureRandom random;
    private final Clock clock;

    KeySource(SecureRandom random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    ApiKey newKey() {
        return ApiKey.generate(random);
    }

    String newSecret() {
        return ApiKey.newSecret(random);
    }

    /// Returns the current time in the precision of the database.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
