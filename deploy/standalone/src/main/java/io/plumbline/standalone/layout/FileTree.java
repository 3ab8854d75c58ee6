package io.plumbline.standalone.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder with its content.
public final class FileTree {

    private FileTree() {}

    /// Removes the tree, if it exists. Links are removed and not followed.
    public static void remove(Path root) throws IOException {
        for (Path path : childrenFirst(root)) {
            Files.deleteIfExists(path);
        }
    }

    /// Everything in the tree and then its root; empty if it does not exist.
    public static List<Path> childrenFirst(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
