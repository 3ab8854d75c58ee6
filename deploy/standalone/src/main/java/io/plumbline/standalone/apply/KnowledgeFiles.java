package io.plumbline.standalone.apply;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// The files whose contents are the documents of a knowledge base. A manifest names them by patterns, relative to its
/// own folder. The id of a document is the path of its file below the fixed part of the pattern, with dots for slashes.
///
/// @param files by id of their documents
/// @param prune whether documents without a file are deleted
record KnowledgeFiles(SortedMap<String, Local> files, boolean prune) {

    static final KnowledgeFiles NONE = new KnowledgeFiles(Collections.emptySortedMap(), false);

    private static final String DOCUMENTS = "documents";
    private static final String PRUNE = "prune";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,127}");
    private static final Pattern WILD = Pattern.compile("[*?\\[{\\\\]");
    private static final long LARGEST = 200_000_000;
    private static final int MOST = 10_000;

    /// A file.
    ///
    /// @param digest `sha256:` and 64 hexadecimal digits
    record Local(Path path, String digest) {}

    /// Takes the members that name files out of a document.
    ///
    /// @param folder of the manifest
    /// @throws CannotContinue for an invalid pattern, one without files, and files that cannot be documents
    static KnowledgeFiles take(Map<String, Object> body, Path folder, String origin) {
        Object named = body.remove(DOCUMENTS);
        Object prune = body.remove(PRUNE);
        if (prune != null && !(prune instanceof Boolean)) {
            throw new CannotContinue(origin + ": prune must be true or false.");
        }
        if (named == null) {
            if (Boolean.TRUE.equals(prune)) {
                throw new CannotContinue(origin + ": prune needs documents.");
            }
            return NONE;
        }
        SortedMap<String, Local> files = new TreeMap<>();
        for (Object pattern : named instanceof List<?> list ? list : List.of(named)) {
            if (!(pattern instanceof String text) || !isInside(text)) {
                throw new CannotContinue(
                        origin + ": documents must be patterns of paths below the folder, such as docs/*.md.");
            }
            add(text, folder, origin, files);
        }
        return new KnowledgeFiles(files, Boolean.TRUE.equals(prune));
    }

    boolean isNone() {
        return files.isEmpty();
    }

    private static boolean isInside(String pattern) {
        return !pattern.isBlank()
                && !pattern.startsWith("/")
                && Stream.of(pattern.split("/", -1)).noneMatch(part -> part.isEmpty() || part.equals(".."));
    }

    private static void add(String pattern, Path folder, String origin, SortedMap<String, Local> files) {
        Path fixed = fixedPart(pattern, folder);
        PathMatcher matcher = matcher(pattern, origin);
        int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/", -1).length;
        try (Stream<Path> all = Files.isDirectory(fixed) ? Files.walk(fixed, depth) : Stream.empty()) {
            List<Path> found = all.filter(file -> matcher.matches(folder.relativize(file)) && Files.isRegularFile(file))
                    .sorted()
                    .limit(MOST + 1L)
                    .toList();
            if (found.isEmpty()) {
                throw new CannotContinue("%s: documents: no file matches %s.".formatted(origin, pattern));
            }
            if (found.size() > MOST) {
                throw new CannotContinue(
                        "%s: documents: more than %,d files match %s.".formatted(origin, MOST, pattern));
            }
            for (Path file : found) {
                Local other = files.put(id(fixed.relativize(file), origin), local(file, folder, origin));
                if (other != null && !other.path().equals(file)) {
                    throw new CannotContinue(
                            "%s: documents: %s and %s have the same id.".formatted(origin, other.path(), file));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new CannotContinue("%s: cannot read the files %s: %s".formatted(origin, pattern, e.getMessage()), e);
        }
    }

    private static PathMatcher matcher(String pattern, String origin) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new CannotContinue("%s: documents: %s is not a pattern.".formatted(origin, pattern), e);
        }
    }

    /// Returns the deepest folder that has all matches.
    private static Path fixedPart(String pattern, Path folder) {
        String[] parts = pattern.split("/", -1);
        Path fixed = folder;
        for (int i = 0; i < parts.length - 1 && !WILD.matcher(parts[i]).find(); i++) {
            fixed = fixed.resolve(parts[i]);
        }
        return fixed;
    }

    private static String id(Path relative, String origin) {
        StringBuilder id = new StringBuilder();
        relative.forEach(part -> id.append(id.isEmpty() ? "" : ".").append(part));
        if (!ID.matcher(id).matches()) {
            throw new CannotContinue(
                    "%s: documents: the path %s must consist of letters, digits, dots, hyphens, underscores and @."
                            .formatted(origin, relative));
        }
        return id.toString();
    }

    private static Local local(Path file, Path folder, String origin) throws IOException {
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new CannotContinue("%s: documents: %s is a link that leaves the folder.".formatted(origin, file));
        }
        if (Files.size(file) > LARGEST) {
            throw new CannotContinue("%s: documents: %s is larger than 200 MB.".formatted(origin, file));
        }
        return new Local(file, digest(file));
    }

    private static String digest(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                DigestInputStream stream = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return "sha256:"
                    + HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
