package io.plumbline.simulator.http;

import java.time.Duration;

/// The limits of one connection.
///
/// @param maxBodyBytes a larger body is answered with 413
/// @param bodyTimeout a body that takes longer is answered with 408
/// @param idleTimeout a connection without a request is closed after that time
/// @param lingerMillis how long the server reads from a refused client, so that it receives the refusal
public record Bounds(int maxBodyBytes, Duration bodyTimeout, Duration idleTimeout, long lingerMillis) {
    public static final Bounds STANDARD =
            new Bounds(10 * 1024 * 1024, Duration.ofSeconds(20), Duration.ofMinutes(5), 1_000);
}
