package io.plumbline.eval.metric.scorer;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A scorer in WebAssembly. It exports `memory`, `alloc(i32) -> i32`, which returns an address for that many
/// bytes, and `score(i32, i32) -> f64`, which gets the address and length of JSON in UTF-8, `{"hypothesis",
/// "references"}`, and returns a number from 0 to 1.
///
/// The interpreter runs in this process, but a module reaches nothing of it: modules with imports are refused,
/// so there are no host functions, files or clocks. Each call gets a new instance, so that nothing is kept
/// between answers, with bounded memory and a bounded number of instructions. It runs on one of a few platform threads:
/// on the virtual thread of a caller, it would keep all other virtual threads from running. Thread-safe.
///
/// @see <a href="https://webassembly.github.io/spec/core/">WebAssembly core specification</a>
public final class WasmProgram {

    /// Maximum size of a module, in bytes. A parsed one takes up to 450 times as much memory.
    public static final int MAX_MODULE = 100_000;

    private static final int MAX_PAGES = 256;
    private static final int MAX_TABLES = 4;
    private static final long MAX_TABLE = 10_000;
    private static final long MAX_INSTRUCTIONS = 20_000_000;
    private static final Duration MAX_TIME = Duration.ofSeconds(2);
    /// One instruction can fill the whole memory, so the clock is read often.
    private static final int CLOCK_EVERY = 64;

    private static final Set<String> EXPORTS = Set.of("memory", "alloc", "score");

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            Thread.ofPlatform().daemon().name("wasm-", 0).factory());

    private final WasmModule module;

    private WasmProgram(WasmModule module) {
        this.module = module;
    }

    /// A module that cannot be a scorer, or a call that did not return a score. The message quotes nothing.
    public static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }

        Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// @throws Failure if it is not a module of that form
    public static WasmProgram of(byte[] bytes) {
        WasmModule module;
        try {
            WasmSections.check(bytes);
            module = Parser.parse(bytes);
        } catch (Failure e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new Failure("is not a WebAssembly module", e);
        }
        if (module.importSection().importCount() > 0) {
            throw new Failure("must import nothing");
        }
        Set<String> missing = new TreeSet<>(EXPORTS);
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            missing.remove(module.exportSection().getExport(i).name());
        }
        if (!missing.isEmpty()) {
            throw new Failure("must export " + String.join(", ", missing));
        }
        if (module.tableSection().tableCount() > MAX_TABLES) {
            throw new Failure("must have at most " + MAX_TABLES + " tables");
        }
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            if (module.tableSection().getTable(i).limits().max() > MAX_TABLE) {
                throw new Failure("must limit its tables to " + MAX_TABLE + " entries");
            }
        }
        boolean fits = module.memorySection()
                .map(memory -> memory.memoryCount() == 1
                        && memory.getMemory(0).limits().initialPages() <= MAX_PAGES)
                .orElse(false);
        if (!fits) {
            throw new Failure("must have one memory of at most " + MAX_PAGES + " pages");
        }
        return new WasmProgram(module);
    }

    /// Returns the score of one answer. Interrupting the caller ends the module.
    ///
    /// @throws Failure if the module traps, exceeds a bound, or returns no number from 0 to 1
    /// @throws CancellationException if the caller was interrupted
    public double score(String json) {
        Future<Double> score = THREADS.submit(() -> computed(json));
        try {
            return score.get();
        } catch (InterruptedException e) {
            score.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a module ran");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException("a module could not be run", e.getCause());
        }
    }

    private double computed(String json) {
        byte[] input = json.getBytes(StandardCharsets.UTF_8);
        double score;
        try {
            Instance instance = instance();
            ExportFunction alloc = instance.export("alloc");
            int address = (int) alloc.apply(input.length)[0];
            Memory memory = instance.memory();
            memory.write(address, input);
            score = Double.longBitsToDouble(instance.export("score").apply(address, input.length)[0]);
        } catch (Failure e) {
            throw e;
        } catch (ChicoryException | IndexOutOfBoundsException | StackOverflowError e) {
            throw new Failure("stopped with an error", e);
        } catch (RuntimeException e) {
            throw new Failure("does not have the exports of a scorer", e);
        }
        if (!(score >= 0 && score <= 1)) {
            throw new Failure("returned no number from 0 to 1");
        }
        return score;
    }

    private Instance instance() {
        int initial = module.memorySection().orElseThrow().getMemory(0).limits().initialPages();
        long[] executed = new long[1];
        long end = System.nanoTime() + MAX_TIME.toNanos();
        return Instance.builder(module)
                .withMemoryLimits(new MemoryLimits(initial, MAX_PAGES))
                .withUnsafeExecutionListener((_, _) -> {
                    if (++executed[0] > MAX_INSTRUCTIONS) {
                        throw new Failure("executed more than " + MAX_INSTRUCTIONS + " instructions");
                    }
                    if (executed[0] % CLOCK_EVERY == 0 && System.nanoTime() > end) {
                        throw new Failure("ran longer than " + MAX_TIME.toSeconds() + " s");
                    }
                })
                .build();
    }
}
