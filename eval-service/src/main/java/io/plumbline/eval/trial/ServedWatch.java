package io.plumbline.eval.trial;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Remembers the configuration that served the first call. Another one ends the trial: its results would be those of
/// two systems. Thread-safe.
public final class ServedWatch implements Consumer<String> {

    private final AtomicReference<@Nullable String> first;
    private final String trial;

    /// @param known digest of the configuration that served before; null at the start
    /// @param trial the kind of trial, for the message
    public ServedWatch(@Nullable String known, String trial) {
        this.first = new AtomicReference<>(known);
        this.trial = trial;
    }

    @Override
    public void accept(String digest) {
        first.compareAndSet(null, digest);
        if (!digest.equals(first.get())) {
            throw new UnrunnableTrialException(
                    "The served configuration of the target changed during the " + trial + ". Start it again.");
        }
    }

    /// Returns the digest of the configuration that served the first call; empty if none is known.
    public Optional<String> first() {
        return Optional.ofNullable(first.get());
    }
}
