package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;

/// The directories that connectors may read. A path is checked when it is stored, and again, with its symbolic links
/// resolved, whenever it is read.
@Component
final class FolderRules {

    private final List<Path> allowed;

    /// @throws IllegalArgumentException if a directory of the configuration is not an absolute path
    FolderRules(ConnectorProperties properties) {
        allowed = properties.folders().stream().map(FolderRules::configured).toList();
    }

    private static Path configured(String text) {
        Path path = Path.of(text).normalize();
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("plumbline.registry.connectors.folders takes absolute paths");
        }
        return path;
    }

    /// @throws ProblemException 400 unless the path is below an allowed directory
    void check(String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw refused("must be a path");
        }
        if (!path.isAbsolute() || !path.equals(path.normalize())) {
            throw refused("must be an absolute path without . and ..");
        }
        if (allowed.stream().noneMatch(path::startsWith)) {
            throw refused("must be in a directory that the operator allows");
        }
    }

    private static ProblemException refused(String reason) {
        return RequestProblem.INVALID_REQUEST
                .because("A connector reads only directories in plumbline.registry.connectors.folders.")
                .at("/source/folder/path", reason);
    }

    /// Opens a directory.
    ///
    /// @throws SourceException if it does not exist, or is not below an allowed directory once its links are
    ///     resolved
    DocumentSource open(String text) throws SourceException {
        Path path = Path.of(text);
        try {
            Path folder = path.toRealPath();
            for (Path each : allowed) {
                if (path.startsWith(each) && folder.startsWith(each.toRealPath())) {
                    return new FolderSource(each.toRealPath(), folder);
                }
            }
        } catch (IOException e) {
            throw new SourceException(Remedy.RETRY, "folder-unreadable");
        }
        throw new SourceException(Remedy.NEXT_RUN, "folder-not-allowed");
    }
}
