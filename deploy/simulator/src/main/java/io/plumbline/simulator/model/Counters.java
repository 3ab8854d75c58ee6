package io.plumbline.simulator.model;

import java.util.concurrent.atomic.LongAdder;

/// What has become of the calls to one model, since its start or the last reset. Thread-safe.
final class Counters {
    final LongAdder calls = new LongAdder();
    final LongAdder inFlight = new LongAdder();
    final LongAdder streams = new LongAdder();
    final LongAdder cancelled = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder cut = new LongAdder();
    final LongAdder malformed = new LongAdder();

    Tally tally() {
        return new Tally(
                calls.sum(), inFlight.sum(), streams.sum(), cancelled.sum(), failed.sum(), cut.sum(), malformed.sum());
    }

    /// The counters at one moment.
    ///
    /// @param calls received, whatever became of them
    /// @param inFlight being answered now
    /// @param streams begun
    /// @param cancelled ended by a client that went before its answer was complete
    /// @param failed answered with a status of the dial `errorRate`
    /// @param cut streams whose connection the simulator closed half-way
    /// @param malformed answers with broken JSON
    public record Tally(
            long calls, long inFlight, long streams, long cancelled, long failed, long cut, long malformed) {}
}
