package io.plumbline.standalone.migration;

import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Copies the prompts of a Langfuse project (`/api/public/v2/prompts`, Langfuse 3): all versions, and labels as
/// aliases. A text prompt becomes one user message, `config` the parameters. The label `production` is not copied,
/// because production moves only through gate and approval; `latest` is not, because it is always the newest version.
final class LangfuseImport {

    private static final String THEIRS = "/api/public/v2/prompts";
    private static final String OURS = "/api/v1/prompts/";
    private static final int PAGE = 100;
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*}}");

    private final SourceServer source;
    private final Api registry;
    private final ImportOptions options;
    private final ImportReport report;
    private final ImportedName names = new ImportedName();

    LangfuseImport(SourceServer source, Api registry, ImportOptions options, ImportReport report) {
        this.source = source;
        this.registry = registry;
        this.options = options;
        this.report = report;
    }

    /// A version as the registry stores it.
    private record Version(JsonNode messages, Map<String, Object> variables, JsonNode parameters) {

        boolean isSameAs(JsonNode stored) {
            JsonNode theirs = stored.path("parameters");
            boolean same = parameters.isObject() ? parameters.equals(theirs) : theirs.isEmpty();
            return same && messages.equals(stored.path("messages"));
        }
    }

    /// @return whether everything was copied
    boolean run() {
        List<JsonNode> prompts = new ArrayList<>();
        int pages;
        int page = 0;
        do {
            page++;
            JsonNode list = source.get(THEIRS, Map.of("page", "" + page, "limit", "" + PAGE));
            list.path("data").forEach(prompts::add);
            pages = list.path("meta").path("totalPages").asInt(1);
        } while (page < pages);
        prompts.forEach(this::copy);
        return report.end("prompts", prompts.size());
    }

    private void copy(JsonNode prompt) {
        String theirs = prompt.path("name").asString("");
        Optional<String> name = names.of(theirs);
        if (name.isEmpty()) {
            report.refuse("prompt " + theirs, "no name of the registry, or one that another prompt already has");
            return;
        }
        String title = "prompt " + name.get() + (name.get().equals(theirs) ? "" : " (" + theirs + ")");
        Answer existing = registry.get(OURS + name.get());
        boolean isNew = existing.is(404);
        boolean exists = isNew ? create(title, name.get(), prompt) : report.isAccepted(title, existing);
        if (!exists) {
            return;
        }
        List<JsonNode> stored = isNew ? new ArrayList<>() : stored(name.get());
        Map<String, Integer> labels = new TreeMap<>();
        for (int number : numbers(prompt)) {
            JsonNode version = source.get(
                    THEIRS + "/" + SourceServer.encoded(theirs), Map.of("version", Integer.toString(number)));
            Integer here = copyVersion(title, name.get(), number, version, stored);
            if (here != null) {
                version.path("labels").forEach(label -> labels.put(label.asString(""), here));
            }
        }
        JsonNode known = existing.body().path("aliases");
        labels.forEach((label, version) -> point(title, name.get(), label, version, known));
    }

    private static Iterable<Integer> numbers(JsonNode prompt) {
        TreeSet<Integer> numbers = new TreeSet<>();
        prompt.path("versions").forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }

    private boolean create(String title, String name, JsonNode prompt) {
        if (!options.dryRun()) {
            Map<String, Object> body = new LinkedHashMap<>();
            if (options.team() != null) {
                body.put("team", options.team());
            }
            if (options.riskTier() != null) {
                body.put("riskTier", options.riskTier());
            }
            List<String> tags = new ArrayList<>();
            prompt.path("tags").forEach(tag -> tags.add(tag.asString("")));
            if (!tags.isEmpty()) {
                body.put("tags", Map.of("langfuse.tags", String.join(", ", tags)));
            }
            if (!report.isAccepted(title, registry.put(OURS + name, body))) {
                return false;
            }
        }
        report.create(title);
        return true;
    }

    private List<JsonNode> stored(String name) {
        List<JsonNode> stored = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = registry.get(OURS + name + "/versions?limit=" + PAGE
                            + (cursor.isEmpty() ? "" : "&cursor=" + SourceServer.encoded(cursor)))
                    .expect(200)
                    .body();
            page.path("items").forEach(stored::add);
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return stored;
    }

    /// @return its number here; null if it cannot be copied
    private @Nullable Integer copyVersion(
            String title, String name, int number, JsonNode theirs, List<JsonNode> stored) {
        String what = title + ", version " + number;
        Version version = version(what, theirs);
        if (version == null) {
            return null;
        }
        for (JsonNode one : stored) {
            if (version.isSameAs(one)) {
                report.keepVersion();
                return one.path("version").asInt();
            }
        }
        int made = stored.size() + 1;
        if (!options.dryRun()) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("messages", version.messages());
            body.put("variables", version.variables());
            if (version.parameters().isObject()) {
                body.put("parameters", version.parameters());
            }
            Answer answer = registry.post(OURS + name + "/versions", body);
            if (!report.isAccepted(what, answer)) {
                return null;
            }
            made = answer.body().path("version").asInt();
            stored.add(answer.body());
        }
        report.addVersion(title, "version " + number + (made == number ? "" : " (" + made + " here)"));
        return made;
    }

    /// @return null if the registry has no place for it, which is reported
    private @Nullable Version version(String what, JsonNode theirs) {
        JsonNode prompt = theirs.path("prompt");
        List<Map<String, String>> messages = new ArrayList<>();
        TreeMap<String, Object> variables = new TreeMap<>();
        if (prompt.isString()) {
            messages.add(message("user", prompt.asString(), variables));
        }
        for (JsonNode message : prompt.isArray() ? prompt : JsonMapper.shared().createArrayNode()) {
            if (!message.path("content").isString()) {
                report.refuse(
                        what,
                        "it has a placeholder for messages ("
                                + message.path("name").asString("?") + "). Send these messages with the call instead.");
                return null;
            }
            messages.add(message(
                    message.path("role").asString("user"),
                    message.path("content").asString(""),
                    variables));
        }
        JsonNode config = theirs.path("config");
        JsonMapper json = JsonMapper.shared();
        return new Version(
                json.valueToTree(messages),
                Map.of("type", "object", "properties", variables, "required", List.copyOf(variables.keySet())),
                config.isObject() && !config.isEmpty() ? config : json.missingNode());
    }

    private static Map<String, String> message(String role, String content, Map<String, Object> variables) {
        Matcher variable = VARIABLE.matcher(content);
        String text = variable.replaceAll(found -> {
            variables.put(found.group(1), Map.of("type", "string"));
            return "{{" + found.group(1) + "}}";
        });
        return new TreeMap<>(Map.of("role", role, "content", text));
    }

    private void point(String title, String name, String label, int version, JsonNode known) {
        Optional<String> alias = ImportedName.alias(label);
        boolean isSet =
                alias.filter(ours -> known.path(ours).asInt(0) == version).isPresent();
        if (isSet || label.equals("latest")) {
            return;
        }
        if (label.equals("production")) {
            report.adviseProduction(title, version);
        } else if (alias.isEmpty()) {
            report.refuse(title + ", label " + label, "no name of an alias here");
        } else if (options.dryRun()
                || report.isAccepted(
                        title + ", alias " + alias.get(),
                        registry.put(OURS + name + "/aliases/" + alias.get(), Map.of("version", version)))) {
            report.point(title, alias.get(), version);
        }
    }
}
