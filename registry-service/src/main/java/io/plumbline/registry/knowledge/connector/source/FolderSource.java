package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.registry.knowledge.connector.source.FetchedFile.Origin;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The regular files at and below a directory. Symbolic links are neither listed nor followed. A file is opened
/// directory by directory from the allowed one, each without following links. This defeats replacing a directory with
/// a link in the meantime.
final class FolderSource implements DocumentSource {

    private static final int MAX_FILES = 200_000;
    private static final int MAX_DEPTH = 32;
    private static final int PAGE = 500;

    private final Path allowed;
    private final Path folder;
    private @Nullable List<SourceEntry> files;

    /// @param allowed the directory that the operator allows, without symbolic links
    /// @param folder at or below it, without symbolic links
    FolderSource(Path allowed, Path folder) {
        this.allowed = allowed;
        this.folder = folder;
    }

    @Override
    public Listing list(@Nullable String position) throws SourceException {
        if (files == null) {
            files = files();
        }
        List<SourceEntry> page = files.stream()
                .filter(file -> position == null || file.key().compareTo(position) > 0)
                .limit(PAGE + 1)
                .toList();
        return page.size() <= PAGE
                ? new Listing(page, null)
                : new Listing(page.subList(0, PAGE), page.get(PAGE - 1).key());
    }

    private List<SourceEntry> files() throws SourceException {
        List<SourceEntry> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, Set.of(), MAX_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        found.add(new SourceEntry(
                                folder.relativize(file).toString(),
                                attributes.size() + "-" + attributes.lastModifiedTime(),
                                null));
                    }
                    return found.size() > MAX_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new SourceException(Remedy.RETRY, "folder-unreadable");
        }
        if (found.size() > MAX_FILES) {
            throw new SourceException(Remedy.NEXT_RUN, "too-many-documents");
        }
        found.sort(Comparator.comparing(SourceEntry::key));
        return found;
    }

    @Override
    public FetchedFile fetch(String key, @Nullable String fingerprint) throws SourceException {
        Path below = allowed.relativize(folder).resolve(key).normalize();
        if (below.isAbsolute() || below.startsWith("..")) {
            throw new SourceException(Remedy.GONE, "gone");
        }
        try (DirectoryStream<Path> top = Files.newDirectoryStream(allowed)) {
            if (top instanceof SecureDirectoryStream<Path> directory) {
                return read(directory, below, key);
            }
            throw new SourceException(Remedy.NEXT_RUN, "file-system-not-supported");
        } catch (NoSuchFileException e) {
            throw new SourceException(Remedy.GONE, "gone");
        } catch (FileSystemException e) {
            // A link where a directory or a file was, or a missing right.
            throw new SourceException(Remedy.NEXT_RUN, "file-unreadable");
        } catch (IOException e) {
            throw new SourceException(Remedy.RETRY, "file-unreadable");
        }
    }

    private static FetchedFile read(SecureDirectoryStream<Path> directory, Path path, String key)
            throws SourceException, IOException {
        Path first = path.getName(0);
        if (path.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> next = directory.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
                return read(next, path.subpath(1, path.getNameCount()), key);
            }
        }
        BasicFileAttributes attributes = directory
                .getFileAttributeView(first, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (!attributes.isRegularFile()) {
            throw new SourceException(Remedy.GONE, "gone");
        }
        try (SeekableByteChannel channel =
                        directory.newByteChannel(first, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                InputStream content = Channels.newInputStream(channel)) {
            return FetchedFile.receive(new Origin(key, null, null), content);
        }
    }
}
