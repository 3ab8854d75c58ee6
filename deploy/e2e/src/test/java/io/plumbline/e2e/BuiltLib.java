package io.plumbline.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The folder that `./plumbline` stages: every jar of a build, and the options of each kind of process.
final class BuiltLib {

    /// Linked once in this JVM.
    static final Path FOLDER = stage();

    private BuiltLib() {}

    private static Path stage() {
        Path folder = Path.of("target", "lib").toAbsolutePath();
        try {
            Files.createDirectories(folder);
            try (Stream<Path> old = Files.list(folder)) {
                for (Path file : old.toList()) {
                    Files.delete(file);
                }
            }
            for (String module : List.of("standalone", "bench")) {
                try (Stream<Path> built = Files.list(Path.of("..", module, "target", "lib"))) {
                    for (Path file : built.toList()) {
                        Files.createLink(folder.resolve(file.getFileName()), file);
                    }
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
