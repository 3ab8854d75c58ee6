package io.plumbline.standalone.process;

import java.time.Duration;
import java.util.Optional;

/// A process that is recognised by its record in the ledger. A process that differs from what we would start now
/// (after a new build, or with other settings) is not adopted but stopped.
public final class RecordedProcess implements Supervised {

    private final ProcessSpec spec;
    private final ProcessLedger ledger;
    private final Duration grace;

    public RecordedProcess(ProcessSpec spec, ProcessLedger ledger, Duration grace) {
        this.spec = spec;
        this.ledger = ledger;
        this.grace = grace;
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Optional<ProcessHandle> adopt() {
        Optional<ProcessRecord> record = ledger.find(spec.name());
        Optional<ProcessHandle> living = record.flatMap(ProcessRecord::find);
        boolean same = record.map(known -> known.fingerprint().equals(spec.fingerprint()))
                .orElse(false);
        if (living.isPresent() && !same) {
            Stopping.stop(living.get(), grace);
            return Optional.empty();
        }
        return living;
    }

    @Override
    public ProcessHandle start() {
        ProcessHandle process = spec.start();
        ledger.record(spec.name(), process, spec.fingerprint());
        return process;
    }

    @Override
    public void stop(ProcessHandle process) {
        Stopping.stop(process, grace);
        ledger.forget(spec.name());
    }
}
