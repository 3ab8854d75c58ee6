package io.plumbline.registry.finetuning.executor;

import io.plumbline.registry.model.ModelDocument.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Describes the files that a training left in a directory. Links are not followed.
final class ArtifactFiles {

    private static final int MAX_FILES = 100;
    private static final int MAX_DEPTH = 10;
    private static final int HEAD = 512;
    private static final int BUFFER = 64 * 1024;
    private static final int MAX_NAME = 200;

    private ArtifactFiles() {}

    /// Returns the files by path, with their digests and first bytes.
    ///
    /// @throws ExecutorException if there is none, or too many
    static List<Artifact> in(Path directory) throws IOException, ExecutorException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(directory, MAX_DEPTH)) {
            files = found.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(MAX_FILES + 1)
                    .toList();
        }
        if (files.isEmpty()) {
            throw ExecutorException.last("the program left no file in artifacts");
        }
        if (files.size() > MAX_FILES) {
            throw ExecutorException.last("the program left more than " + MAX_FILES + " files in artifacts");
        }
        List<Artifact> artifacts = new ArrayList<>();
        for (Path file : files) {
            artifacts.add(describe(file, directory.relativize(file).toString()));
        }
        return artifacts;
    }

    private static Artifact describe(Path file, String name) throws IOException, ExecutorException {
        if (name.length() > MAX_NAME) {
            throw ExecutorException.last("the program left a file whose name is longer than " + MAX_NAME);
        }
        MessageDigest digest = sha256();
        byte[] head;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            head = in.readNBytes(HEAD);
            digest.update(head);
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return new Artifact(
                file.toUri().toString(),
                name,
                "sha256:" + HexFormat.of().formatHex(digest.digest()),
                null,
                Files.size(file),
                head.length == 0 ? null : Base64.getEncoder().encodeToString(head));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
