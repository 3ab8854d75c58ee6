package io.plumbline.gateway.limit;

import io.plumbline.gateway.change.ConfigurationChanged;
import io.plumbline.gateway.change.Followed;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.scope.ScopeIndex;
import io.plumbline.kit.change.Changes;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/// Holds all limits in memory, and finds those of a call.
@Component
final class RateLimitBook implements SmartLifecycle {

    private final Followed<ScopeIndex<RateLimit>> limits;

    RateLimitBook(RateLimitRepository repository, Changes changes, PlatformTransactionManager transactionManager) {
        this.limits = new Followed<>(
                "limits",
                ScopeIndex.of(List.<RateLimit>of()),
                _ -> ScopeIndex.of(
                        repository.findAll().stream().map(RateLimitEntity::rule).toList()),
                changes,
                transactionManager);
    }

    /// The limits that a call may count in, by name.
    List<RateLimit> covering(CallPlace call) {
        return limits.current().covering(call);
    }

    @EventListener
    void on(ConfigurationChanged changed) {
        limits.load();
    }

    @Override
    public void start() {
        limits.start();
    }

    @Override
    public void stop() {
        limits.stop();
    }

    @Override
    public boolean isRunning() {
        return limits.isRunning();
    }

    /// Before the web server.
    @Override
    public int getPhase() {
        return 0;
    }
}
