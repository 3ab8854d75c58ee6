package io.plumbline.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/// Locates the repository that the tests run in.
public final class Repository {

    private Repository() {}

    /// The root folder.
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(".ci"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("the tests do not run inside the repository");
            }
            folder = parent;
        }
        return folder;
    }
}
