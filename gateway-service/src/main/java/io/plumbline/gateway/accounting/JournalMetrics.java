package io.plumbline.gateway.accounting;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.plumbline.gateway.journal.Journal;
import io.plumbline.gateway.journal.JournalDrain;

/// The metrics of the journal besides its pending bytes.
record JournalMetrics(Journal journal, JournalDrain drain) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("plumbline.gateway.journal.admits", journal, it -> it.admits() ? 1 : 0)
                .description("1 while calls are taken; 0 when too much waits in the journal, or its disk is full")
                .register(registry);
        Gauge.builder("plumbline.gateway.journal.open", journal, Journal::open)
                .description("Calls that are noted and have no record yet")
                .register(registry);
        FunctionCounter.builder("plumbline.gateway.journal.failures", journal, Journal::failures)
                .description("Entries that could not be written to the journal")
                .register(registry);
        FunctionCounter.builder("plumbline.gateway.journal.broken.off", drain, JournalDrain::brokenOff)
                .description("Calls that the gateway broke off, and whose event is made of what was noted of them")
                .register(registry);
    }
}
