package io.plumbline.clients.eval;

/// A suite, as far as its siblings need to know it.
///
/// @param revision counts its documents; a gate of an earlier one was of another suite
public record SuiteSummary(String name, int revision) {}
