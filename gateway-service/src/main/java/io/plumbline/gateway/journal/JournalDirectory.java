package io.plumbline.gateway.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The journal's folder: numbered segments, and a file with the position up to which they are in the database.
/// Locked, since two gateways in one folder would each treat the other's segments as their own earlier ones.
final class JournalDirectory implements AutoCloseable {

    private static final String SUFFIX = ".journal";
    private static final Pattern SEGMENT = Pattern.compile("[0-9]{16}" + Pattern.quote(SUFFIX));
    private static final String POSITION = "drained";
    private static final String LOCK = "lock";

    private final Path folder;
    private final RandomAccessFile lockFile;
    private final FileLock lock;

    private JournalDirectory(Path folder, RandomAccessFile lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /// @throws IllegalStateException if another gateway uses it
    static JournalDirectory open(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        RandomAccessFile file = new RandomAccessFile(folder.resolve(LOCK).toFile(), "rw");
        FileLock lock = tryLock(file);
        if (lock == null) {
            file.close();
            throw new IllegalStateException("Another gateway is using the journal in " + folder
                    + ": give each replica a plumbline.gateway.journal-directory of its own");
        }
        return new JournalDirectory(folder, file, lock);
    }

    private static @Nullable FileLock tryLock(RandomAccessFile file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// Whether it still exists and was not replaced.
    boolean isThere() {
        return Files.exists(folder.resolve(LOCK));
    }

    Path segment(long number) {
        return folder.resolve(String.format(Locale.ROOT, "%016d%s", number, SUFFIX));
    }

    /// Returns the numbers of the existing segments in order.
    List<Long> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> SEGMENT.matcher(name).matches())
                    .map(name -> Long.valueOf(name.substring(0, 16)))
                    .sorted()
                    .toList();
        }
    }

    /// A position in the journal.
    record Position(long segment, long offset) {}

    /// Returns the position up to which the journal is in the database; the beginning if unknown, since storing
    /// again is harmless.
    Position drained() throws IOException {
        try {
            String[] parts = Files.readString(folder.resolve(POSITION)).strip().split(" ", 3);
            return new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        } catch (NoSuchFileException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new Position(0, 0);
        }
    }

    void drained(Position position) throws IOException {
        Path next = folder.resolve(POSITION + ".next");
        Files.writeString(next, position.segment() + " " + position.offset() + "\n");
        Files.move(next, folder.resolve(POSITION), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Returns the free space of the disk; unlimited if unknown.
    long usableBytes() {
        long usable = folder.toFile().getUsableSpace();
        return usable > 0 || folder.toFile().getTotalSpace() > 0 ? usable : Long.MAX_VALUE;
    }

    void delete(long segment) throws IOException {
        Files.deleteIfExists(segment(segment));
    }

    /// Sets a segment aside that is unreadable at its end.
    void setAside(long segment) throws IOException {
        Path file = segment(segment);
        Files.copy(file, file.resolveSibling(file.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Keeps a record that cannot be stored in a file with the format of a segment.
    void setAside(long segment, byte[] record) throws IOException {
        Path file = segment(segment);
        Files.write(
                file.resolveSibling(file.getFileName() + ".rejected"),
                Frames.frame(record),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
