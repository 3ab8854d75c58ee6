package io.plumbline.console.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;
import org.springframework.stereotype.Component;

/// Loads the parts of a page concurrently, each for the signed-in user. A part of an absent service, and one that
/// the user may not see, does not keep the rest from being shown.
@Component
public final class Parts implements DisposableBean {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final ExecutorService executor =
            new DelegatingSecurityContextExecutorService(Executors.newVirtualThreadPerTaskExecutor());

    /// A part that is being loaded.
    public interface Loading<T> {

        /// Waits for the part.
        LoadedPart<T> get();
    }

    /// Starts to load a part.
    public <T> Loading<T> load(Supplier<T> call) {
        return start(() -> now(call))::get;
    }

    /// Starts to load what the page cannot do without.
    ///
    /// @return waits for the answer, and throws what the call throws
    public <T> Supplier<T> start(Supplier<T> call) {
        CompletableFuture<T> future = CompletableFuture.supplyAsync(call, executor);
        return () -> {
            try {
                return future.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        };
    }

    /// Loads a part in this thread.
    public static <T> LoadedPart<T> now(Supplier<T> call) {
        try {
            return new LoadedPart<>(call.get(), null, false);
        } catch (ServiceUnavailable e) {
            return new LoadedPart<>(null, e.service(), false);
        } catch (ApiProblem e) {
            if (e.status() == FORBIDDEN || e.status() == NOT_FOUND) {
                return new LoadedPart<>(null, null, true);
            }
            throw e;
        }
    }

    @Override
    public void destroy() {
        executor.close();
    }
}
