package io.plumbline.gateway.registry;

import io.plumbline.clients.registry.RegistrySnapshot;
import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.RegistrySnapshot.ModelVersionEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptEntry;
import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.sibling.SnapshotFollower;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// The registry in memory, a moment behind the real one. Who asks right after a change may have to wait for it:
/// see [#soon].
@Component
public final class Registry {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final SnapshotFollower<RegistrySnapshot, RegistryState> follower;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Registry(SnapshotFollower<RegistrySnapshot, RegistryState> registryFollower) {
        this.follower = registryFollower;
        registryFollower.onChange(_ -> announce());
    }

    /// Whether what is held is recent enough to decide by.
    public boolean current() {
        return follower.current();
    }

    /// Whoever decides by what is held for a call asks this first.
    ///
    /// @throws ProblemException `gateway-not-ready` when the registry has not been heard of lately
    public void requireCurrent() {
        if (!current()) {
            throw CallProblem.GATEWAY_NOT_READY.because(
                    "registry-service has sent no update for too long. Try again in a moment.");
        }
    }

    /// Number of the last change that is in what is held.
    public long seen() {
        return state().version();
    }

    public Optional<ModelEntry> model(String name) {
        return Optional.ofNullable(state().models().get(name));
    }

    public Collection<ModelEntry> models() {
        return state().models().values();
    }

    public Optional<PromptEntry> prompt(String name) {
        return Optional.ofNullable(state().prompts().get(name));
    }

    /// A model's version.
    public static Optional<ModelVersionEntry> version(ModelEntry model, int version) {
        for (ModelVersionEntry entry : model.versions()) {
            if (entry.version() == version) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /// The version to which a model's alias points.
    public static Optional<ModelVersionEntry> alias(ModelEntry model, String alias) {
        Integer version = model.aliases().get(alias);
        return version == null ? Optional.empty() : version(model, version);
    }

    public static Optional<PromptVersionEntry> version(PromptEntry prompt, int version) {
        for (PromptVersionEntry entry : prompt.versions()) {
            if (entry.version() == version) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /// Looks, and while nothing is found looks again at each change, for at most one second: a change in the
    /// registry is here well within that. Blocks the calling thread.
    public <T> Optional<T> soon(Supplier<Optional<T>> look) {
        return within(SOON, look);
    }

    /// The same with a limit of one's own.
    <T> Optional<T> within(Duration limit, Supplier<Optional<T>> look) {
        Optional<T> found = look.get();
        if (found.isPresent()) {
            return found;
        }
        long left = limit.toNanos();
        lock.lock();
        try {
            found = look.get();
            while (found.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                found = look.get();
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void announce() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private RegistryState state() {
        RegistryState state = follower.state();
        return state == null ? RegistryState.EMPTY : state;
    }
}
