package io.plumbline.gateway.limit.counter;

import io.plumbline.audit.UuidV7;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Counters whose answers come late while that is wanted: what is asked is done, and nobody hears of it.
class LateStore extends LimitStore {

    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong givenBack = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch late = new CountDownLatch(0);

    LateStore() {
        this(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/away"));
    }

    private LateStore(DriverManagerDataSource nowhere) {
        super(
                JdbcClient.create(nowhere),
                new TransactionTemplate(new JdbcTransactionManager(nowhere)),
                new UuidV7(Clock.systemUTC(), new SecureRandom()));
    }

    void isLate(boolean now) {
        late.countDown();
        late = new CountDownLatch(now ? 1 : 0);
    }

    @Override
    Grant exchange(LimitName name, long limit, long used, long least, long wanted) {
        asked.incrementAndGet();
        givenBack.addAndGet(-Math.min(0, used));
        told.addAndGet(Math.max(0, used));
        long left = limit - taken.addAndGet(used);
        long granted = left < least ? 0 : Math.min(left, wanted);
        taken.addAndGet(granted);
        try {
            late.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Grant(granted, left - granted, 0, 0);
    }

    int asked() {
        return asked.get();
    }

    /// What was used beyond, as often as it was said.
    long told() {
        return told.get();
    }

    long givenBack() {
        return givenBack.get();
    }
}
