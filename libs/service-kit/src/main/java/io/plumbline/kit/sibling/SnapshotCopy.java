package io.plumbline.kit.sibling;

import io.plumbline.kit.seal.Sealer;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The snapshot of one sibling in a file in the replica's own directory. The file is encrypted and authenticated,
/// bound to the service that wrote it and to the sibling, and replaced atomically. It contains the time of the
/// last contact, so a restored old file keeps its true age and expires accordingly.
///
/// Any other file is refused on reading as a whole: one that is sealed with another key or for another sibling,
/// truncated or modified, lacks a member or has an additional one, is too old or comes from the future. Not
/// thread-safe.
final class SnapshotCopy<S> {

    /// The purpose of the key that seals copies.
    static final String PURPOSE = "snapshot-copies";

    private static final int FORMAT = 1;
    private static final long LARGEST_BYTES = 256L << 20;

    /// Refuses a copy of another shape than this version's because a missing member would be an unexpected null.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path folder;
    private final String sibling;
    private final Sealer sealer;
    private final String context;
    private final JavaType type;

    /// @param service the service that keeps the copy
    /// @param sealer a sealer for [#PURPOSE]
    /// @param state the type of the state: a record
    SnapshotCopy(Path folder, String service, String sibling, Sealer sealer, Class<S> state) {
        this.folder = folder;
        this.sibling = sibling;
        this.sealer = sealer;
        this.context = service + "/" + sibling;
        this.type = JSON.getTypeFactory().constructParametricType(Content.class, state);
    }

    private record Content<S>(int format, String sibling, long version, Instant heardAt, S state) {

        Content {
            Objects.requireNonNull(sibling);
            Objects.requireNonNull(heardAt);
            Objects.requireNonNull(state);
        }
    }

    Path file() {
        return folder.resolve(sibling + ".snapshot");
    }

    /// Reads the copy.
    ///
    /// @return null if there is none
    /// @throws UnusableCopyException if it must not be used for decisions
    @Nullable
    HeldState<S> read(Instant now, Duration maxStaleness) throws UnusableCopyException {
        byte[] sealed = bytes();
        if (sealed == null) {
            return null;
        }
        Content<S> content = open(sealed);
        if (!content.sibling().equals(sibling)) {
            throw new UnusableCopyException("it is another sibling's");
        }
        if (content.heardAt().isAfter(now)) {
            throw new UnusableCopyException("it comes from the future");
        }
        HeldState<S> held = new HeldState<>(content.state(), content.version(), content.heardAt());
        if (!held.isCurrent(now, maxStaleness)) {
            throw new UnusableCopyException("it is too old");
        }
        return held;
    }

    private byte @Nullable [] bytes() throws UnusableCopyException {
        try {
            if (Files.size(file()) > LARGEST_BYTES) {
                throw new UnusableCopyException("it is larger than any copy");
            }
            return Files.readAllBytes(file());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UnusableCopyException("it cannot be read", e);
        }
    }

    private Content<S> open(byte[] sealed) throws UnusableCopyException {
        byte[] plain;
        try {
            plain = sealer.open(sealed, context);
        } catch (IllegalStateException e) {
            throw new UnusableCopyException("it is damaged, or was sealed with another key or for something else", e);
        }
        try {
            JsonNode content = JSON.readTree(plain);
            if (content.path("format").asInt(0) != FORMAT) {
                throw new UnusableCopyException("it is of another version");
            }
            return JSON.treeToValue(content, type);
        } catch (RuntimeException e) {
            throw new UnusableCopyException("it is of another version", e);
        }
    }

    /// Replaces the copy. The content is flushed to disk before the rename. Losing the rename in a power failure
    /// is harmless because the previous copy remains.
    ///
    /// @throws IOException if writing fails; the previous copy remains
    void write(HeldState<S> held) throws IOException {
        byte[] sealed = sealer.seal(
                JSON.writeValueAsBytes(new Content<>(FORMAT, sibling, held.version(), held.heardAt(), held.state())),
                context);
        if (sealed.length > LARGEST_BYTES) {
            throw new IOException("the state is too large for a copy");
        }
        prepareFolder();
        Path next = folder.resolve(sibling + ".snapshot.next");
        try {
            create(next);
            // Not a channel, which an interrupt would close.
            try (FileOutputStream out = new FileOutputStream(next.toFile())) {
                out.write(sealed);
                out.getFD().sync();
            }
            Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            remove(next, e);
            throw e;
        }
    }

    private void prepareFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (isPosix()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private void create(Path next) throws IOException {
        Files.deleteIfExists(next);
        if (isPosix()) {
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(next);
        }
    }

    /// Asks the file system rather than its file store, which does not exist in a chroot whose root is not a
    /// mount point.
    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /// Removes a partially written file.
    private static void remove(Path next, IOException failure) {
        try {
            Files.deleteIfExists(next);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
