package io.plumbline.registry.finetuning.executor;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.finetuning.executor.FineTuningProperties.TrainingCommand;
import io.plumbline.registry.finetuning.plan.TrainingForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/// Runs a program that the operator has configured, without a shell, on this machine. One call runs it to its end. If
/// the
/// replica stops, another one runs it from the beginning: figures of the same steps are ignored then.
///
/// The program finds `training.jsonl`, `job.json` and perhaps `validation.jsonl` in its working directory, prints one
/// JSON object on a line for each step, and leaves its files in `artifacts`. It inherits PATH, HOME and LANG only.
@Component
final class CommandExecutor implements TrainingExecutor, DisposableBean {

    private static final int MOST_AT_ONCE = 2;
    private static final int MAX_ATTEMPTS = 3;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG");

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
        }
    }

    private static void prepare(TrainingTask task, Path folder) throws IOException {
        Path artifacts = folder.resolve("artifacts");
        FileSystemUtils.deleteRecursively(artifacts);
        Files.createDirectories(artifacts);
        move(task.files().training(TrainingForm.TRL), folder.resolve("training.jsonl"));
        Optional<Path> validation = task.files().validation(TrainingForm.TRL);
        if (validation.isPresent()) {
            move(validation.get(), folder.resolve("validation.jsonl"));
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
        try {
            AtomicReference<@Nullable String> stopped = new AtomicReference<>();
            Thread watcher = Thread.ofVirtual()
                    .name("fine-tuning-watch")
                    .start(() -> watch(process, command.timeLimit(), reporter, stopped));
            TrainingOutput output = new TrainingOutput(json, reporter);
            Thread errors = Thread.ofVirtual()
                    .name("fine-tuning-errors")
                    .start(() -> output.readErrors(process.getErrorStream()));
            output.read(process.getInputStream());
            int code = process.waitFor();
            errors.join();
            watcher.join();
            return result(code, stopped.get(), output, folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ExecutorException.later("interrupted");
        } finally {
            stop(process);
            running.remove(process);
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
    private static void watch(
            Process process, Duration limit, TrainingReporter reporter, AtomicReference<@Nullable String> stopped) {
        long until = System.nanoTime() + limit.toNanos();
        try {
            while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
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
