package io.plumbline.registry.finetuning.executor;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.finetuning.executor.FineTuningProperties.TrainingCommand;
import io.plumbline.registry.finetuning.plan.TrainingForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/// Runs a program that the operator has configured, without a shell, on this machine. One call runs it to its end. If
/// the
/// replica stops, another one runs it from the beginning: figures of the same steps are ignored then.
///
/// The program finds `training.jsonl`, `job.json` and perhaps `validation.jsonl` in its working directory, prints one
/// JSON object on a line for each step, and leaves its files in `artifacts`. It inherits PATH, HOME and LANG only. The
/// records are deleted when it has ended, and so are the processes that it left behind, as far as the watcher found
/// them.
@Component
final class CommandExecutor implements TrainingExecutor, DisposableBean {

    private static final int MOST_AT_ONCE = 2;
    private static final int MAX_ATTEMPTS = 3;
    private static final Duration LOOK = Duration.ofSeconds(1);
    /// How long the output may stay open after the program's end.
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

    private static final String TRAINING = "training.jsonl";
    private static final String VALIDATION = "validation.jsonl";
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG");

    private static final Logger log = LoggerFactory.getLogger(CommandExecutor.class);

    private final FineTuningProperties properties;
    private final JsonMapper json;
    /// Fewer than the threads of the queue, so that other jobs progress.
    private final Semaphore slots = new Semaphore(MOST_AT_ONCE);

    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosing;

    CommandExecutor(FineTuningProperties properties, JsonMapper json) {
        this.properties = properties;
        this.json = json;
    }

    @Override
    public ExecutorKind kind() {
        return ExecutorKind.COMMAND;
    }

    /// Reports a command that the operator has not configured.
    void check(ExecutorSettings settings, ProblemException problem) {
        if (command(settings).isEmpty()) {
            problem.at(
                    "/executor/command/name",
                    "is not a command that the operator allows: see plumbline.registry.fine-tuning.commands");
        }
    }

    private Optional<TrainingCommand> command(ExecutorSettings settings) {
        return properties.folder() == null
                ? Optional.empty()
                : Optional.ofNullable(
                        properties.commands().get(settings.requiredCommand().name()));
    }

    @Override
    public Progress advance(TrainingTask task, TrainingReporter reporter) throws ExecutorException {
        TrainingCommand command =
                command(task.settings()).orElseThrow(() -> ExecutorException.last("command-not-allowed"));
        if (!slots.tryAcquire()) {
            return Progress.waiting(task.remote(), false);
        }
        try {
            return run(task, command, reporter);
        } finally {
            slots.release();
        }
    }

    private Progress run(TrainingTask task, TrainingCommand command, TrainingReporter reporter)
            throws ExecutorException {
        int attempts = task.remote() == null ? 0 : Integer.parseInt(task.remote());
        if (attempts == MAX_ATTEMPTS) {
            throw ExecutorException.last("interrupted " + MAX_ATTEMPTS + " times");
        }
        String remote = Integer.toString(attempts + 1);
        reporter.remember(remote);
        Path folder =
                Path.of(String.valueOf(properties.folder())).resolve(task.id().toString());
        try {
            prepare(task, folder);
            return Progress.ended(remote, run(command, folder, reporter));
        } catch (IOException e) {
            throw ExecutorException.last("the program cannot be run: " + e.getMessage());
        } finally {
            deleteRecords(folder);
        }
    }

    private static void deleteRecords(Path folder) {
        for (String file : List.of(TRAINING, VALIDATION)) {
            try {
                Files.deleteIfExists(folder.resolve(file));
            } catch (IOException e) {
                log.atWarn().addKeyValue("job", folder.getFileName()).log("The records of a training remain on disk");
            }
        }
    }

    private static void prepare(TrainingTask task, Path folder) throws IOException {
        Path artifacts = folder.resolve("artifacts");
        FileSystemUtils.deleteRecursively(artifacts);
        Files.createDirectories(artifacts);
        move(task.files().training(TrainingForm.TRL), folder.resolve(TRAINING));
        Optional<Path> validation = task.files().validation(TrainingForm.TRL);
        if (validation.isPresent()) {
            move(validation.get(), folder.resolve(VALIDATION));
        }
        Files.writeString(folder.resolve("job.json"), KubernetesManifest.parameters(task));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private TrainingResult run(TrainingCommand command, Path folder, TrainingReporter reporter)
            throws IOException, ExecutorException {
        ProcessBuilder builder = new ProcessBuilder(command.line()).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        Process process = builder.start();
        running.add(process);
        reporter.event("The program has started.");
        Set<ProcessHandle> started = ConcurrentHashMap.newKeySet();
        try {
            AtomicReference<@Nullable String> stopped = new AtomicReference<>();
            Thread watcher = Thread.ofVirtual()
                    .name("fine-tuning-watch")
                    .start(() -> watch(process, command.timeLimit(), reporter, stopped, started));
            TrainingOutput output = new TrainingOutput(json, reporter);
            Thread errors = Thread.ofVirtual()
                    .name("fine-tuning-errors")
                    .start(() -> output.readErrors(process.getErrorStream()));
            FutureTask<Boolean> figures = new FutureTask<>(() -> read(process, output));
            Thread _ = Thread.ofVirtual().name("fine-tuning-output").start(figures);
            int code = process.waitFor();
            await(figures, reporter);
            errors.join(LAST_OUTPUT);
            watcher.join();
            return result(code, stopped.get(), output, folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ExecutorException.later("interrupted");
        } finally {
            stop(process);
            started.forEach(ProcessHandle::destroyForcibly);
            running.remove(process);
        }
    }

    /// A program whose figures cannot be stored is stopped.
    private static boolean read(Process process, TrainingOutput output) throws IOException {
        try {
            output.read(process.getInputStream());
            return true;
        } catch (IOException | RuntimeException e) {
            stop(process);
            throw e;
        }
    }

    /// Waits for the last figures. Another process may keep the output of an ended program open.
    private static void await(FutureTask<Boolean> figures, TrainingReporter reporter)
            throws IOException, InterruptedException {
        try {
            figures.get(LAST_OUTPUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            reporter.event("The program has ended, but left a process that keeps its output open.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IOException("its output cannot be read", e.getCause());
        }
    }

    private TrainingResult result(int code, @Nullable String stopped, TrainingOutput output, Path folder)
            throws IOException, ExecutorException {
        if (isClosing) {
            throw ExecutorException.later("interrupted");
        }
        if (stopped != null) {
            return TrainingResult.failed(stopped);
        }
        if (code != 0) {
            return TrainingResult.failed(
                    ExecutorException.bounded("the program ended with the status " + code + ": " + output.errors()));
        }
        return new TrainingResult(true, null, null, output.tokens(), ArtifactFiles.in(folder.resolve("artifacts")));
    }

    /// Stops a program that takes too long or whose job is to stop.
    ///
    /// @param started receives the processes that it starts
    private static void watch(
            Process process,
            Duration limit,
            TrainingReporter reporter,
            AtomicReference<@Nullable String> stopped,
            Set<ProcessHandle> started) {
        long until = System.nanoTime() + limit.toNanos();
        try {
            while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(started::add);
                boolean isLate = System.nanoTime() - until > 0;
                if (isLate || reporter.isStopping()) {
                    stopped.set(isLate ? "the program took too long" : "stopped");
                    stop(process);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void cancel(TrainingTask task) {
        // The program was stopped by its watcher, or does not run.
    }

    @Override
    public void destroy() {
        isClosing = true;
        running.forEach(CommandExecutor::stop);
    }
}
