package io.plumbline.standalone.apply;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Reads files of resources: YAML (any number of documents) or JSON (an object, or a list of them). A document
/// has a `kind` and a `name`; without them it is a policy named after its file. A file may hold an API response.
/// Reads all files before anything is sent.
final class ManifestReader {

    static final String SECRET = "secret";
    private static final String SECRET_VARIABLE = "secretEnv";
    private static final String SECRET_VARIABLES = "secretsEnv";
    static final String API_KEY = "apiKey";
    private static final String API_KEY_VARIABLE = "apiKeyEnv";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    /// In a response, the team of a resource of the platform. Requests omit the team instead.
    private static final String EVERY_TEAM = "*";

    private static final Set<String> ENDINGS = Set.of("yaml", "yml", "json");

    private final LiteralDocumentReader documents = new LiteralDocumentReader();

    /// The resources of a file, or of all files in a folder in the order of their names.
    ///
    /// @throws CannotContinue when one cannot be read
    List<Manifest> read(Path path) {
        List<Manifest> manifests = new ArrayList<>();
        for (Path file : files(path)) {
            List<JsonNode> read = documents.read(file);
            for (int i = 0; i < read.size(); i++) {
                String origin = read.size() == 1 ? file.toString() : file + ", document " + (i + 1);
                manifests.add(manifest(read.get(i), file, origin));
            }
        }
        refuseTwins(manifests);
        if (manifests.isEmpty()) {
            throw new CannotContinue(
                    "There is nothing to apply in " + path + ": no .yaml, .yml or .json with a document.");
        }
        return manifests;
    }

    private static void refuseTwins(List<Manifest> manifests) {
        Map<String, String> origins = new HashMap<>();
        for (Manifest manifest : manifests) {
            String other = origins.putIfAbsent(manifest.title(), manifest.origin());
            if (other != null) {
                throw new CannotContinue(
                        manifest.title() + " is defined twice: " + other + " and " + manifest.origin() + ".");
            }
        }
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> found = files.filter(file -> Files.isRegularFile(file) && ENDINGS.contains(ending(file)))
                    .sorted()
                    .toList();
            for (Path file : found) {
                refuseWayOut(path, file);
            }
            return found;
        } catch (IOException e) {
            throw new CannotContinue("Cannot read the folder " + path + ": " + e.getMessage(), e);
        }
    }

    /// Rejects links out of the folder: a user who can change the folder must not make other files of this
    /// machine be read and sent.
    private static void refuseWayOut(Path folder, Path file) throws IOException {
        if (!file.toRealPath().startsWith(folder.toRealPath())) {
            throw new CannotContinue(file + " is a link that leaves the folder.");
        }
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private Manifest manifest(JsonNode document, Path file, String origin) {
        if (!document.isObject()) {
            throw new CannotContinue(origin + " must be an object.");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        document.properties().forEach(member -> body.put(member.getKey(), documents.value(member.getValue())));
        Object word = body.remove("kind");
        Object given = body.remove("name");
        Kind kind = Kind.of(word == null ? Kind.POLICY.word() : word.toString())
                .orElseThrow(() -> new CannotContinue(origin + ": kind must be one of " + Kind.words() + "."));
        kind.ofAnswers().forEach(body::remove);
        body.remove("team", EVERY_TEAM);
        if (kind == Kind.PROVIDER) {
            readProvider(body, origin);
        } else if (kind == Kind.ALERT_CHANNEL) {
            readType(body);
        }
        String fileName = String.valueOf(file.getFileName());
        String parent = kind == Kind.CONNECTOR || kind == Kind.RERANKER ? knowledgeBase(kind, body, origin) : null;
        String name = given == null ? fileName.replaceFirst("\\.[a-z]+$", "") : given.toString();
        if (kind == Kind.RERANKER && parent != null) {
            name = parent; // a knowledge base has one at most
        }
        if (!NAME.matcher(name).matches()) {
            throw new CannotContinue(
                    origin + ": name must consist of lower-case letters, digits, dots, hyphens and underscores.");
        }
        KnowledgeFiles files =
                kind == Kind.KNOWLEDGE_BASE ? KnowledgeFiles.take(body, folderOf(file), origin) : KnowledgeFiles.NONE;
        DatasetFile records = kind == Kind.DATASET ? DatasetFile.take(body, folderOf(file), origin) : null;
        BenchmarkFiles items = kind == Kind.BENCHMARK ? BenchmarkFiles.take(body, folderOf(file), origin) : null;
        return new Manifest(
                kind, name, origin, body, files, records, items, parent, secretVariables(kind, body, origin));
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        return folder == null ? Path.of("") : folder;
    }

    private static String knowledgeBase(Kind kind, Map<String, Object> body, String origin) {
        Object base = body.remove("knowledgeBase");
        if (base == null || !NAME.matcher(base.toString()).matches()) {
            throw new CannotContinue(
                    "%s: knowledgeBase must be the name of the %s's knowledge base.".formatted(origin, kind.word()));
        }
        return base.toString();
    }

    /// The secrets of a webhook, alert channel, scorer, connector, reranker or training plan are in no file: the
    /// document names environment variables.
    private static Map<String, String> secretVariables(Kind kind, Map<String, Object> body, String origin) {
        return switch (kind) {
            case WEBHOOK, SCORER, TRAINING_PLAN, ALERT_CHANNEL -> {
                refuseSecrets(body, SECRET, SECRET_VARIABLE, origin);
                Object variable = body.remove(SECRET_VARIABLE);
                yield variable == null ? Map.of() : Map.of(SECRET, variable(variable, SECRET_VARIABLE, origin));
            }
            case RERANKER -> {
                refuseSecrets(body, API_KEY, API_KEY_VARIABLE, origin);
                Object variable = body.remove(API_KEY_VARIABLE);
                yield variable == null ? Map.of() : Map.of(API_KEY, variable(variable, API_KEY_VARIABLE, origin));
            }
            case CONNECTOR -> {
                refuseSecrets(body, "secrets", SECRET_VARIABLES, origin);
                Object named = body.remove(SECRET_VARIABLES);
                Map<String, String> variables = new LinkedHashMap<>();
                if (named instanceof Map<?, ?> map) {
                    map.forEach((name, variable) -> variables.put(
                            String.valueOf(name), variable(String.valueOf(variable), SECRET_VARIABLES, origin)));
                } else if (named != null) {
                    throw new CannotContinue(
                            origin + ": " + SECRET_VARIABLES + " must be an object of secrets and variables.");
                }
                yield variables;
            }
            default -> Map.of();
        };
    }

    private static void refuseSecrets(Map<String, Object> body, String member, String instead, String origin) {
        if (body.containsKey(member)) {
            throw new CannotContinue(
                    origin + ": files must not contain a secret. Name an environment variable in " + instead + ".");
        }
    }

    private static String variable(Object name, String member, String origin) {
        if (!VARIABLE.matcher(name.toString()).matches()) {
            throw new CannotContinue(origin + ": " + member + " must name an environment variable.");
        }
        return name.toString();
    }

    /// In a file, the kind of the provider itself is its `type`; its credential is in no file.
    private static void readProvider(Map<String, Object> body, String origin) {
        if (body.containsKey("credential")) {
            throw new CannotContinue(origin
                    + ": files must not contain a credential. Remove it: the stored credential stays unchanged.");
        }
        readType(body);
    }

    private static void readType(Map<String, Object> body) {
        Object type = body.remove("type");
        if (type != null) {
            body.put("kind", type);
        }
    }
}
