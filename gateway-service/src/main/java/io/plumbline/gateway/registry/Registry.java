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

/// The registry in memory, slightly behind the real one. Code that reads right after a change may have to wait
/// for it: see [#soon].
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

    /// Whether the state is recent enough for decisions.
    public boolean current() {
        return follower.current();
    }

    /// Requires a recent state. Call this before deciding about a call.
    ///
    /// @throws ProblemException `gateway-not-ready` if the registry has not answered recently
    public void requireCurrent() {
        if (!current()) {
            throw CallProblem.GATEWAY_NOT_READY.because(
                    "registry-service has sent no update for too long. Try again in a moment.");
        }
    }

    /// Returns the number of the last change that the state includes.
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

    /// Returns a model's version.
    public static Optional<ModelVersionEntry> version(ModelEntry model, int version) {
        for (ModelVersionEntry entry : model.versions()) {
            if (entry.version() == version) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /// Returns the version to which a model's alias points.
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

    /// Looks up a value, and repeats the lookup at each change while it finds nothing, for at most one second:
    /// registry changes arrive well within that time. Blocks the calling thread.
    public <T> Optional<T> soon(Supplier<Optional<T>> look) {
        return within(SOON, look);
    }

    /// Looks up a value with another time limit.
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
