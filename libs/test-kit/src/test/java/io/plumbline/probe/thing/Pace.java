package io.plumbline.probe.thing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Lets a test hold a request during its work.
@Component
public class Pace {

    private final Map<String, Halt> halts = new ConcurrentHashMap<>();

    /// A request that waits until it is released.
    public static final class Halt {

        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        public void awaitArrival() throws InterruptedException {
            if (!arrived.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no request came");
            }
        }

        public void release() {
            released.countDown();
        }
    }

    /// Holds the next request for the resource of this name.
    public Halt hold(String name) {
        Halt halt = new Halt();
        halts.put(name, halt);
        return halt;
    }

    void begin(String name) {
        Halt halt = halts.remove(name);
        if (halt == null) {
            return;
        }
        halt.arrived.countDown();
        try {
            halt.released.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
