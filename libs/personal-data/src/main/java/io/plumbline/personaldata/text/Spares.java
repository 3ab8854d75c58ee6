package io.plumbline.personaldata.text;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/// A pool of objects that are expensive to create, such as large arrays, each for one user at a time. [#take]
/// creates an object if all are in use, and [#give] drops one if there is no room. Memory is therefore bounded by
/// the number of processors, not of threads, of which there may be thousands, and no user waits. Thread-safe.
public final class Spares<T> {

    private static final int MOST =
            Math.min(32, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors()));

    private final AtomicReferenceArray<T> spares = new AtomicReferenceArray<>(MOST);
    private final Supplier<T> maker;

    /// @param maker creates a new one
    public Spares(Supplier<T> maker) {
        this.maker = maker;
    }

    /// An object for exclusive use, in the state in which its last user left it.
    public T take() {
        for (int i = 0; i < MOST; i++) {
            T spare = spares.get(i);
            if (spare != null && spares.compareAndSet(i, spare, null)) {
                return spare;
            }
        }
        return maker.get();
    }

    /// Returns an object to the pool.
    public void give(T spare) {
        for (int i = 0; i < MOST; i++) {
            if (spares.get(i) == null && spares.compareAndSet(i, null, spare)) {
                return;
            }
        }
    }
}
