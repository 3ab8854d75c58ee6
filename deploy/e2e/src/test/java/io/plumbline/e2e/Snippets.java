package io.plumbline.e2e;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The `sh` blocks of a page of the docs, run one after the other in one shell, as a reader would.
final class Snippets {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

    private final String text;

    private Snippets(String text) {
        this.text = text;
    }

    static Snippets of(String page) {
        try {
            return new Snippets(Files.readString(REPOSITORY.resolve(page)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Those of one section alone.
    Snippets section(String title) {
        int begin = text.indexOf("\n## " + title + "\n");
        if (begin < 0) {
            throw new IllegalStateException("no section " + title);
        }
        int end = text.indexOf("\n## ", begin + 1);
        return new Snippets(text.substring(begin, end < 0 ? text.length() : end));
    }

    /// The same with another text at some place, which must be there.
    Snippets with(String place, String other) {
        if (!text.contains(place)) {
            throw new IllegalStateException("no " + place);
        }
        return new Snippets(text.replace(place, other));
    }

    /// The same, on the running stack instead of the one of the working copy.
    Snippets onStack() {
        String script = RunningStack.command().stream().map(Snippets::quoted).collect(joining(" "));
        return new Snippets(text.replace("./plumbline ", script + " ")
                .replace(".plumbline/credentials.json", quoted(RunningStack.home() + "/credentials.json")));
    }

    /// Runs them in a folder of their own, in which `deploy` is that of the working copy. The first command that
    /// fails ends them.
    RunningStack.Ended run() {
        String script =
                BLOCK.matcher(text).results().map(block -> block.group(1)).collect(joining("\n"));
        if (script.isBlank()) {
            throw new IllegalStateException("nothing to run");
        }
        try {
            Path folder = Files.createTempDirectory(RunningStack.home().getParent(), "docs");
            Files.createSymbolicLink(folder.resolve("deploy"), REPOSITORY.resolve("deploy"));
            return RunningStack.run(new ProcessBuilder(List.of("bash", "-eu", "-o", "pipefail", "-c", script))
                    .directory(folder.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String word) {
        return "'" + word + "'";
    }
}
