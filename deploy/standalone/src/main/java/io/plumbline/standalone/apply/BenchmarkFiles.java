package io.plumbline.standalone.apply;

import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.Multipart;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The published files of a benchmark's newest version. A manifest names them by patterns, relative to its own folder.
/// The service checks them before anything is stored.
///
/// @param paths in the order of their names, which are unique
record BenchmarkFiles(List<Path> paths) {

    private static final String FILES = "files";
    private static final int MOST = 256;
    private static final int DEEPEST = 8;
    private static final long LARGEST = 200_000_000;

    /// Takes the member that names files out of a document; null without one.
    ///
    /// @param folder of the manifest
    /// @throws CannotContinue for an invalid pattern, one without files, and files that cannot be uploaded together
    static @Nullable BenchmarkFiles take(Map<String, Object> body, Path folder, String origin) {
        Object named = body.remove(FILES);
        if (named == null) {
            return null;
        }
        TreeSet<Path> found = new TreeSet<>();
        for (Object pattern : named instanceof List<?> list ? list : List.of(named)) {
            if (!(pattern instanceof String text) || !isInside(text)) {
                throw new CannotContinue(
                        origin + ": files must be patterns of paths below the folder, such as mmlu/*.csv.");
            }
            found.addAll(matches(text, folder, origin));
        }
        check(found, folder, origin);
        return new BenchmarkFiles(List.copyOf(found));
    }

    private static boolean isInside(String pattern) {
        return !pattern.isBlank()
                && !pattern.startsWith("/")
                && Stream.of(pattern.split("/", -1)).noneMatch(part -> part.isEmpty() || part.equals(".."));
    }

    private static List<Path> matches(String pattern, Path folder, String origin) {
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new CannotContinue("%s: files: %s is not a pattern.".formatted(origin, pattern), e);
        }
        Path start = folder.toString().isEmpty() ? Path.of(".") : folder;
        int depth = pattern.contains("**") ? DEEPEST : pattern.split("/", -1).length;
        try (Stream<Path> all = Files.walk(start, depth)) {
            List<Path> found = all.filter(file -> matcher.matches(start.relativize(file)) && Files.isRegularFile(file))
                    .limit(MOST + 1L)
                    .toList();
            if (found.isEmpty()) {
                throw new CannotContinue("%s: files: no file matches %s.".formatted(origin, pattern));
            }
            return found;
        } catch (IOException | UncheckedIOException e) {
            throw new CannotContinue("%s: cannot read the files %s: %s".formatted(origin, pattern, e.getMessage()), e);
        }
    }

    private static void check(TreeSet<Path> found, Path folder, String origin) {
        if (found.size() > MOST) {
            throw new CannotContinue("%s: files: at most %d can be uploaded together.".formatted(origin, MOST));
        }
        TreeSet<String> names = new TreeSet<>();
        long size = 0;
        try {
            Path root = (folder.toString().isEmpty() ? Path.of(".") : folder).toRealPath();
            for (Path file : found) {
                if (!file.toRealPath().startsWith(root)) {
                    throw new CannotContinue("%s: files: %s is a link that leaves the folder.".formatted(origin, file));
                }
                if (!names.add(String.valueOf(file.getFileName()))) {
                    throw new CannotContinue(
                            "%s: files: two files have the name %s.".formatted(origin, file.getFileName()));
                }
                size += Files.size(file);
            }
        } catch (IOException e) {
            throw new CannotContinue("%s: cannot read the files: %s".formatted(origin, e.getMessage()), e);
        }
        if (size > LARGEST) {
            throw new CannotContinue(origin + ": files: together they are larger than 200 MB.");
        }
    }

    /// What becomes of the data.
    ///
    /// @param version number of the version that has them, or will have them
    /// @param items number of items, without examples
    record Step(int version, int items, boolean unchanged) {}

    /// Has the service check the files.
    ///
    /// @throws CannotContinue if they are refused
    Step check(Api service, Manifest manifest) {
        String format = URLEncoder.encode(String.valueOf(manifest.body().get("format")), StandardCharsets.UTF_8);
        JsonNode checked = sent(service, manifest, "/versions/check?format=" + format);
        int newest = checked.path("newestVersion").asInt();
        boolean unchanged = checked.path("unchanged").asBoolean();
        return new Step(unchanged ? newest : newest + 1, checked.path("items").asInt(), unchanged);
    }

    /// Uploads the files as the next version.
    void store(Api service, Manifest manifest) {
        sent(service, manifest, "/versions");
    }

    private JsonNode sent(Api service, Manifest manifest, String below) {
        Multipart form = new Multipart();
        for (Path path : paths) {
            String name = String.valueOf(path.getFileName());
            try {
                form.file("file", name, "application/octet-stream", Files.readAllBytes(path));
            } catch (IOException e) {
                throw new CannotContinue(
                        "%s: cannot read %s: %s".formatted(manifest.origin(), path, e.getMessage()), e);
            }
        }
        try {
            return service.post(manifest.path() + below, form).expect(200, 201).body();
        } catch (StoryBroke e) {
            throw new CannotContinue(manifest.origin() + ": " + e.getMessage(), e);
        }
    }
}
