package io.plumbline.gateway.connection;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Ends the calls that are still in progress at the end of a graceful stop: after the web server has waited for
/// them and before it closes their connections. Each client is notified, and each call is recorded while the
/// journal is still open.
@Component
final class CallsAtStop implements SmartLifecycle {

    private final CallWatches watches;
    private volatile boolean running;

    CallsAtStop(CallWatches watches) {
        this.watches = watches;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        watches.endAll();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE + 1;
    }
}
