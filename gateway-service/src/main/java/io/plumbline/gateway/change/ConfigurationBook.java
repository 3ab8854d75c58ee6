package io.plumbline.gateway.change;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/// A part of the gateway's configuration that is loaded before the web server starts and follows every later
/// change. Thread-safe.
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

    /// Loads a change made on this replica before the writer receives its response.
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

    /// Starts before the web server.
    @Override
    public final int getPhase() {
        return 0;
    }
}
