package io.plumbline.eval.metric.assertion;

import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.ScoreMemory;
import io.plumbline.eval.metric.TextPair;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compiles one source file with the JDK's compiler without running anything: no annotation processors, no
/// libraries, no output.
///
/// Forty lines of source can make a compiler consume all memory, or run for hours. So it runs in a process
/// limited to 256 MB and ten seconds, with at most as many processes as cores. Thread-safe.
final class JavaCompilation {

    private static final int LONGEST = 100_000;
    private static final int SECONDS = 10;
    private static final String COMPILER = "jdk.compiler";
    private static final Semaphore PROCESSES =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private static final ScoreMemory MEMORY = new ScoreMemory();
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("(?m)^[ \\t]*+public\\s++(?:(?:abstract|final|sealed|non-sealed|strictfp)\\s++)*+"
                    + "(?:class|interface|record|enum|@interface)\\s++(\\w{1,100}+)");

    /// Whether the compiler reports no errors; warnings are permitted.
    ///
    /// @throws MetricUnavailableException if there is no compiler
    boolean accepts(String source) {
        if (source.isBlank() || source.length() > LONGEST) {
            return false;
        }
        TextPair key = new TextPair(source, List.of());
        double known = MEMORY.of(key);
        if (Double.isNaN(known)) {
            known = probe(source) ? 1 : 0;
            MEMORY.keep(key, known);
        }
        return known > 0;
    }

    private static boolean probe(String source) {
        if (ModuleFinder.ofSystem().find(COMPILER).isEmpty()) {
            throw new MetricUnavailableException("this Java has no compiler");
        }
        try {
            PROCESSES.acquire();
            try {
                return compile(source);
            } finally {
                PROCESSES.release();
            }
        } catch (IOException e) {
            throw new MetricUnavailableException("the compiler could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MetricUnavailableException("interrupted while the compiler worked", e);
        }
    }

    private static boolean compile(String source) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("compiles");
        Path file = folder.resolve(fileName(source));
        try {
            Files.write(file, source.getBytes(StandardCharsets.UTF_8));
            return succeeds(folder, file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static boolean succeeds(Path folder, Path file) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(file))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static List<String> command(Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xss4m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-m",
                COMPILER + "/com.sun.tools.javac.Main",
                "-proc:none",
                "-implicit:none",
                "-cp",
                "",
                "-encoding",
                "UTF-8",
                "-XDshould-stop.ifNoError=FLOW",
                file.toString());
    }

    /// A public type must be in a file of its name.
    private static Path fileName(String source) {
        Matcher type = PUBLIC_TYPE.matcher(source);
        String name = Optional.of(type)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse("Answer");
        return Path.of(name + ".java");
    }
}
