package io.plumbline.gateway.upstream.http;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Aborts attempts at their time limit. One thread serves all attempts; completed attempts are removed.
@Component
public final class AttemptTimer implements DisposableBean {

    private final ScheduledThreadPoolExecutor timer;

    AttemptTimer() {
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("attempt-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    Future<?> in(int millis, Runnable end) {
        return timer.schedule(end, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
