package io.plumbline.simulator.model;

import io.plumbline.simulator.dials.Dials;
import java.util.concurrent.atomic.AtomicLong;

/// One model by name: its current dials and its counters. Thread-safe.
///
/// Setting the dials restarts the numbering of calls; the same seed therefore gives the same failures to the same
/// sequence of calls. Running calls keep their initial dials.
public final class SimulatedModel {
    private final String name;
    private final Counters counters = new Counters();
    private volatile Setting setting = new Setting(Dials.HEALTHY, new AtomicLong());

    SimulatedModel(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public Dials dials() {
        return setting.dials();
    }

    public Tally tally() {
        return counters.tally();
    }

    void dial(Dials dials) {
        setting = new Setting(dials, new AtomicLong());
    }

    Setting setting() {
        return setting;
    }

    Counters counters() {
        return counters;
    }

    record Setting(Dials dials, AtomicLong calls) {}
}
