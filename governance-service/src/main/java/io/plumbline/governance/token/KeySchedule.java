package io.plumbline.governance.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When keys that sign tokens are made, used and dropped. A new key is made every 90 days and published a while
/// before it signs, so that every replica and every verifier knows it by then; one that no longer signs goes on
/// verifying for far longer than a token lives.
final class KeySchedule {

    static final Duration LIFETIME = Duration.ofDays(90);
    static final Duration NOTICE = Duration.ofMinutes(10);
    static final Duration AFTERLIFE = Duration.ofHours(1);

    private KeySchedule() {}

    /// When a key comes into use.
    record Dates(String kid, Instant createdAt, Instant signsFrom) {}

    /// When a key that is made now has to sign: at once when it is the first, else after notice; empty when none is
    /// due.
    ///
    /// @param keys newest first
    static Optional<Instant> nextSignsFrom(List<Dates> keys, Instant now) {
        if (keys.isEmpty()) {
            return Optional.of(now);
        }
        return now.isBefore(keys.getFirst().createdAt().plus(LIFETIME))
                ? Optional.empty()
                : Optional.of(now.plus(NOTICE));
    }

    /// The key that signs now.
    ///
    /// @param keys newest first, at least one of them in use
    static String signing(List<Dates> keys, Instant now) {
        return keys.stream()
                .filter(key -> !now.isBefore(key.signsFrom()))
                .findFirst()
                .orElse(keys.getLast())
                .kid();
    }

    /// The keys whose last tokens have ended.
    ///
    /// @param keys newest first
    static List<String> ended(List<Dates> keys, Instant now) {
        List<String> ended = new ArrayList<>();
        for (int i = 1; i < keys.size(); i++) {
            Instant replacedAt = keys.get(i - 1).signsFrom();
            if (!now.isBefore(replacedAt.plus(AFTERLIFE))) {
                ended.add(keys.get(i).kid());
            }
        }
        return ended;
    }
}
