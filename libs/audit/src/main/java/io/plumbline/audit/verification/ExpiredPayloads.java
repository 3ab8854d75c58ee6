package io.plumbline.audit.verification;

import java.time.Instant;

/// Payloads that are gone because they were old enough, as statements in the log say, under one limit in a row.
///
/// @param keepDays for how many days payloads were kept
/// @param payloads of how many events in the log
/// @param first    when the first were destroyed
/// @param last     when the last were
public record ExpiredPayloads(int keepDays, long payloads, Instant first, Instant last) {}
