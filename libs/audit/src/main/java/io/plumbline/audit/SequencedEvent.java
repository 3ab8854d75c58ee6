package io.plumbline.audit;

/// An event and its position in the log.
///
/// @param index from 0, without gaps
public record SequencedEvent(long index, AuditEvent event) {}
