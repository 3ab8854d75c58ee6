package io.plumbline.gateway.change;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/// A part of the gateway's configuration that is in memory before the web server starts, and follows every change
/// from then on. Thread-safe.
///
/// @param <T> immutable
public abstract class ConfigurationBook<T> implements SmartLifecycle {

    private final Followed<T> followed;

    protected ConfigurationBook(Followed<T> followed) {
        this.followed = followed;
    }

    protected final T current() {
        return followed.current();
    }

    /// What this replica has changed is in it before its writer has the answer.
    @EventListener
    public final void on(ConfigurationChanged changed) {
        followed.load();
    }

    @Override
    public final void start() {
        followed.start();
    }

    @Override
    public final void stop() {
        followed.stop();
    }

    @Override
    public final boolean isRunning() {
        return followed.isRunning();
    }

    /// Before the web server.
    @Override
    public final int getPhase() {
        return 0;
    }
}
