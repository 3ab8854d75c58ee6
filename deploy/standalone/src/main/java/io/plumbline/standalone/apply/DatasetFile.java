package io.plumbline.standalone.apply;

import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.Multipart;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.api.Waiting;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The file with the records of a dataset's newest version. A manifest names it relative to its own folder. The
/// service checks it before anything is stored, and it is uploaded if its records differ from those of the
/// newest version.
///
/// @param parts the parts of the upload besides the file: `redact`, `format`, `mapping`
record DatasetFile(Path path, Map<String, String> parts) {

    private static final String FILE = "file";
    private static final long LARGEST = 200_000_000;
    private static final Duration BUSY_LIMIT = Duration.ofSeconds(60);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Takes the members about the file out of a document.
    ///
    /// @param folder of the manifest
    /// @return null if the document names no file
    /// @throws CannotContinue if the file cannot be uploaded
    static @Nullable DatasetFile take(Map<String, Object> body, Path folder, String origin) {
        Object named = body.remove(FILE);
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : new String[] {"redact", "format", "mapping"}) {
            Object value = body.remove(part);
            if (value != null) {
                parts.put(part, value instanceof String text ? text : JSON.writeValueAsString(value));
            }
        }
        if (named == null) {
            if (!parts.isEmpty()) {
                throw new CannotContinue(origin + ": " + String.join(", ", parts.keySet()) + " needs a file.");
            }
            return null;
        }
        Path file = folder.resolve(named.toString());
        try {
            if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(folder.toRealPath())) {
                throw new CannotContinue(origin + ": " + file + " is not a file below the folder of this document.");
            }
            if (Files.size(file) > LARGEST) {
                throw new CannotContinue(origin + ": " + file + " is larger than 200 MB.");
            }
        } catch (IOException e) {
            throw new CannotContinue(origin + ": cannot read " + file + ": " + e.getMessage(), e);
        }
        return new DatasetFile(file, parts);
    }

    /// What becomes of the records.
    ///
    /// @param version number of the version that has them, or will have them
    /// @param records their number
    record Step(int version, long records, boolean unchanged) {}

    /// Has the service check the file.
    ///
    /// @throws CannotContinue if it is refused
    Step check(Api service, Manifest manifest) {
        Multipart form = form();
        Object golden = manifest.body().get("golden");
        JsonNode checked =
                sent(service, manifest, "/versions/check", form.field("golden", "" + Boolean.TRUE.equals(golden)));
        int newest = checked.path("newestVersion").asInt();
        boolean unchanged = checked.path("unchanged").asBoolean();
        return new Step(unchanged ? newest : newest + 1, checked.path("records").asLong(), unchanged);
    }

    /// Uploads the file as the next version.
    void store(Api service, Manifest manifest) {
        sent(service, manifest, "/versions", form());
    }

    private Multipart form() {
        Multipart form = new Multipart();
        parts.forEach(form::field);
        return form;
    }

    private JsonNode sent(Api service, Manifest manifest, String below, Multipart form) {
        try {
            return Waiting.settled(
                            BUSY_LIMIT,
                            () -> posted(service, manifest.path() + below, form),
                            answer -> !answer.is(TOO_MANY_REQUESTS))
                    .expect(200, 201)
                    .body();
        } catch (StoryBroke e) {
            throw new CannotContinue(manifest.origin() + ": " + path + ": " + e.getMessage(), e);
        }
    }

    private Answer posted(Api service, String address, Multipart form) {
        try {
            return service.post(address, form, FILE, String.valueOf(path.getFileName()), path);
        } catch (FileNotFoundException e) {
            throw new CannotContinue("The file " + path + " was deleted meanwhile.", e);
        }
    }
}
