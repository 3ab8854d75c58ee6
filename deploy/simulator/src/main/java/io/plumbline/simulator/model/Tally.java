package io.plumbline.simulator.model;

/// The counters at one moment.
///
/// @param calls received, with any outcome
/// @param inFlight currently being answered
/// @param streams begun
/// @param cancelled ended by a client that disconnected before its answer was complete
/// @param failed answered with a status of the dial `errorRate`
/// @param cut streams whose connection the simulator closed half-way
/// @param malformed answers with broken JSON
public record Tally(long calls, long inFlight, long streams, long cancelled, long failed, long cut, long malformed) {}
