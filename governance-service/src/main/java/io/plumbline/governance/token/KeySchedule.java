package io.plumbline.governance.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The schedule for creating, using and deleting token signing keys. A key is created every 90 days and published
/// some time before it signs, so that every replica and verifier knows it by then. A retired key continues to
/// verify for far longer than the lifetime of a token.
final class KeySchedule {

    static final Duration LIFETIME = Duration.ofDays(90);
    static final Duration NOTICE = Duration.ofMinutes(10);
    static final Duration AFTERLIFE = Duration.ofHours(1);

    private KeySchedule() {}

    /// When a key takes effect.
    record Dates(String kid, Instant createdAt, Instant signsFrom) {}

    /// Returns when a key created now must start signing: at once for the first, else after notice; empty if none
    /// is due.
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

    /// Returns the current signing key.
    ///
    /// @param keys newest first, at least one of them in use
    static String signing(List<Dates> keys, Instant now) {
        return keys.stream()
                .filter(key -> !now.isBefore(key.signsFrom()))
                .findFirst()
                .orElse(keys.getLast())
                .kid();
    }

    /// Returns the keys whose last tokens have expired.
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
