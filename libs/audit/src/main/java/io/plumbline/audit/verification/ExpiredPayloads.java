package io.plumbline.audit.verification;

import java.time.Instant;

/// Payloads destroyed at the end of their retention, according to consecutive statements in the log with the same
/// retention.
///
/// @param keepDays the retention in days
/// @param payloads number of payloads
/// @param first when the first were destroyed
/// @param last when the last were destroyed
public record ExpiredPayloads(int keepDays, long payloads, Instant first, Instant last) {}
