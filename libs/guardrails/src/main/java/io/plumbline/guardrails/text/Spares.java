package io.plumbline.guardrails.text;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/// A few things that are dear to make, such as large arrays, for one user at a time. Who takes one has it alone until
/// it is given back; where all are taken, a new one is made, and one that is given back where there is no room is
/// dropped. So memory is bounded by the processors, not by the threads, of which there may be thousands, and nobody
/// waits. Thread-safe.
public final class Spares<T> {

    private static final int MOST =
            Math.min(32, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors()));

    private final AtomicReferenceArray<T> spares = new AtomicReferenceArray<>(MOST);
    private final Supplier<T> maker;

    /// @param maker makes a new one
    public Spares(Supplier<T> maker) {
        this.maker = maker;
    }

    /// One that nobody else has; as its last user left it.
    public T take() {
        for (int i = 0; i < MOST; i++) {
            T spare = spares.get(i);
            if (spare != null && spares.compareAndSet(i, spare, null)) {
                return spare;
            }
        }
        return maker.get();
    }

    /// Gives one back.
    public void give(T spare) {
        for (int i = 0; i < MOST; i++) {
            if (spares.get(i) == null && spares.compareAndSet(i, null, spare)) {
                return;
            }
        }
    }
}
