package io.plumbline.simulator.http;

import java.time.Duration;

/// What one connection may ask for.
///
/// @param maxBodyBytes a larger body is answered 413
/// @param bodyTimeout a body that takes longer is answered 408
/// @param idleTimeout a connection without a request is closed after that long
/// @param lingerMillis how long a refused client is still read from, so that it sees the refusal
public record Bounds(int maxBodyBytes, Duration bodyTimeout, Duration idleTimeout, long lingerMillis) {
    public static final Bounds STANDARD =
            new Bounds(10 * 1024 * 1024, Duration.ofSeconds(20), Duration.ofMinutes(5), 1_000);
}
