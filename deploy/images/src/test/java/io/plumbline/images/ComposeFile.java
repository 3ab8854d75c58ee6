package io.plumbline.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The content of `docker-compose.yml` as YAML defines it: merged, with its variables unresolved.
record ComposeFile(Map<String, Object> document) {

    static final Path PATH = root().resolve("docker-compose.yml");

    static ComposeFile read() {
        try (InputStream in = Files.newInputStream(PATH)) {
            return new ComposeFile(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Map<String, Object>> services() {
        return mapping(document.get("services"));
    }

    Map<String, Object> service(String name) {
        return services().get(name);
    }

    List<String> volumesOf(String service) {
        return strings(service(service).get("volumes"));
    }

    @SuppressWarnings("unchecked")
    static <T> Map<String, T> mapping(Object value) {
        return (Map<String, T>) value;
    }

    @SuppressWarnings("unchecked")
    static List<String> strings(Object value) {
        return value == null ? List.of() : (List<String>) value;
    }

    static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("docker-compose.yml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("docker-compose.yml is not above this folder");
    }
}
