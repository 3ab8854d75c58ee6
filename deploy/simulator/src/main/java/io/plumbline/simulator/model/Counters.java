package io.plumbline.simulator.model;

import java.util.concurrent.atomic.LongAdder;

/// The outcomes of the calls to one model, since its start or the last reset. Thread-safe.
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
}
