package io.plumbline.standalone.console;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.CharsetEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Reports progress to the user at the terminal: plain lines of at most [#WIDTH] columns, in colour only on a
/// terminal that supports it (`NO_COLOR`), and a sign of life every two seconds during longer work. Characters
/// that the output's character set lacks are replaced by the closest in ASCII.
public final class Narrator {

    public static final int WIDTH = 96;

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(2);
    private static final String CLEAR_LINE = "\r\u001b[K";

    /// The non-ASCII characters that we print, each after its substitute.
    private static final String[] SUBSTITUTES = {
        "+", "✓", "x", "✗", "...", "…", "->", "→", "<", "◄", "x", "×", "u", "µ", "+-", "±", "-", "—"
    };

    private final PrintStream out;
    private final CharsetEncoder encoder;
    private final boolean terminal;
    private final boolean colour;

    Narrator(PrintStream out, boolean terminal, boolean colour) {
        this.out = out;
        this.encoder = out.charset().newEncoder();
        this.terminal = terminal;
        this.colour = colour;
    }

    public static Narrator ofThisProcess(Map<String, String> environment) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        boolean colour = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Narrator(System.out, terminal, colour);
    }

    public static Narrator on(PrintStream out) {
        return new Narrator(out, false, false);
    }

    public void heading(String text) {
        print("");
        print(styled(Style.BOLD, text));
    }

    public void say(String text) {
        wrapped(text, "", "").forEach(this::print);
    }

    /// Prints a detail of the line before.
    public void detail(String text) {
        wrapped(text, "  ", "  ").forEach(this::print);
    }

    /// Prints a request and its response.
    public void good(String text) {
        List<String> lines = wrapped(text, "", "    ");
        print("  " + styled(Style.GREEN, "✓") + " " + lines.getFirst());
        lines.stream().skip(1).forEach(this::print);
    }

    public void bad(String text) {
        List<String> lines = wrapped(text, "", "    ");
        print("  " + styled(Style.RED, "✗") + " " + lines.getFirst());
        lines.stream().skip(1).forEach(this::print);
    }

    /// Prints a line without wrapping: a row of a table, a command to copy.
    public void verbatim(String line) {
        print(line);
    }

    public void blank() {
        print("");
    }

    /// Does the work, and reports every two seconds that it is running.
    public <T, E extends Exception> T during(String what, Work<T, E> work) throws E {
        Progress progress = new Progress(what);
        long began = System.nanoTime();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory())) {
            ScheduledFuture<?> ticking = clock.scheduleAtFixedRate(
                    () -> signOfLife(progress, began),
                    SIGN_OF_LIFE.toMillis(),
                    SIGN_OF_LIFE.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                return work.run(progress);
            } finally {
                ticking.cancel(false);
                clock.shutdownNow();
                clearSignOfLife();
            }
        }
    }

    /// As [#during(String, Work)], for work without a result.
    public <E extends Exception> void whileDoing(String what, Task<E> task) throws E {
        this.<Boolean, E>during(what, progress -> {
            task.run(progress);
            return true;
        });
    }

    private void signOfLife(Progress progress, long began) {
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        String line = styled(Style.DIM, "  … %s (%d s)".formatted(progress.text(), seconds));
        synchronized (out) {
            if (terminal) {
                out.print(CLEAR_LINE + printable(line));
            } else {
                out.println(printable(line));
            }
            out.flush();
        }
    }

    private void clearSignOfLife() {
        if (terminal) {
            synchronized (out) {
                out.print(CLEAR_LINE);
                out.flush();
            }
        }
    }

    private void print(String line) {
        synchronized (out) {
            out.println(terminal ? CLEAR_LINE + printable(line) : printable(line));
            out.flush();
        }
    }

    /// Called by one thread at a time, because an encoder has state.
    private String printable(String line) {
        if (encoder.canEncode(line)) {
            return line;
        }
        String plain = line;
        for (int i = 0; i < SUBSTITUTES.length; i += 2) {
            plain = plain.replace(SUBSTITUTES[i + 1], SUBSTITUTES[i]);
        }
        return plain;
    }

    private String styled(Style style, String text) {
        return colour ? style.code + text + Style.RESET : text;
    }

    static List<String> wrapped(String text, String first, String next) {
        return new Wrapping(WIDTH).wrap(text, first, next);
    }

    /// Work that takes a while.
    public interface Work<T, E extends Exception> {
        T run(Progress progress) throws E;
    }

    /// Work that takes a while and has no result.
    public interface Task<E extends Exception> {
        void run(Progress progress) throws E;
    }

    private enum Style {
        BOLD("\u001b[1m"),
        DIM("\u001b[2m"),
        GREEN("\u001b[32m"),
        RED("\u001b[31m");

        private static final String RESET = "\u001b[0m";
        private final String code;

        Style(String code) {
            this.code = code;
        }
    }
}
