package io.plumbline.standalone.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Writes files that hold secrets. A reader finds the old content or the new, never a part, even after a power
/// loss. At no moment can anybody but the owner read the file: its permissions are set when it is created, not
/// afterwards.
public final class OwnerOnlyFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions.asFileAttribute(
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

    private OwnerOnlyFile() {}

    /// Replaces the file if its content differs or others may read it.
    public static void write(Path file, String content) throws IOException {
        if (holds(file, content)) {
            return;
        }
        Path written =
                Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), ".new", OWNER_ONLY);
        try {
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static boolean holds(Path file, String content) throws IOException {
        return Files.isRegularFile(file)
                && Files.getPosixFilePermissions(file).equals(OWNER_ONLY.value())
                && Files.readString(file).equals(content);
    }
}
