package io.plumbline.clients.eval;

/// A suite, as siblings need it.
///
/// @param revision counts its documents; a gate of an earlier revision evaluated another suite
public record SuiteSummary(String name, int revision) {}
