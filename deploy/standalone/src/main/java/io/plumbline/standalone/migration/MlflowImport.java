package io.plumbline.standalone.migration;

import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Copies the registered models of an MLflow server, with versions, tags, aliases and stages, through the MLflow API
/// of the registry (MLflow 2 and 3, `/api/2.0/mlflow`). Production moves only through gate and approval, so neither
/// the stage `Production` nor the alias `production` is copied.
final class MlflowImport {

    private static final String API = "/api/2.0/mlflow";
    private static final String MODELS = API + "/registered-models";
    private static final String VERSIONS = API + "/model-versions";
    private static final String PRODUCTION = "production";
    /// The tag of a copied version: its number there.
    private static final String COPY_OF = "imported.version";
    private static final String PAGE = "100";
    private static final int MOST_TAGS = 49;
    private static final int LONGEST_VALUE = 500;
    private static final int LONGEST_DESCRIPTION = 2000;
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,99}");

    private final SourceServer source;
    private final Api registry;
    private final ImportOptions options;
    private final ImportReport report;
    private final ImportedName names = new ImportedName();

    MlflowImport(SourceServer source, Api registry, ImportOptions options, ImportReport report) {
        this.source = source;
        this.registry = registry;
        this.options = options;
        this.report = report;
    }

    /// @return whether everything was copied
    boolean run() {
        List<JsonNode> models = all(MODELS + "/search", Map.of(), "registered_models");
        models.forEach(this::copy);
        return report.end("models", models.size());
    }

    /// Reads each page of a list.
    private List<JsonNode> all(String path, Map<String, String> criteria, String member) {
        List<JsonNode> all = new ArrayList<>();
        Map<String, String> query = new TreeMap<>(criteria);
        query.put("max_results", PAGE);
        String next;
        do {
            JsonNode page = source.get(path, query);
            page.path(member).forEach(all::add);
            next = page.path("next_page_token").asString("");
            query.put("page_token", next);
        } while (!next.isEmpty());
        return all;
    }

    private void copy(JsonNode model) {
        String theirs = model.path("name").asString("");
        Optional<String> name = names.of(theirs);
        if (name.isEmpty()) {
            report.refuse("model " + theirs, "no name of the registry, or one that another model already has");
            return;
        }
        String title = "model " + name.get() + (name.get().equals(theirs) ? "" : " (" + theirs + ")");
        Answer existing = registry.get(MODELS + "/get?name=" + name.get());
        boolean isNew = existing.is(404);
        boolean exists = isNew ? create(title, name.get(), model) : report.isAccepted(title, existing);
        if (!exists) {
            return;
        }
        Map<Integer, Integer> here = copyVersions(title, name.get(), theirs, isNew);
        copyAliases(title, name.get(), model, existing.body(), here);
    }

    private boolean create(String title, String name, JsonNode model) {
        if (!options.dryRun()) {
            Map<String, String> tags = tags(title, model);
            if (options.team() != null) {
                tags.put("plumbline.team", options.team());
            }
            if (options.riskTier() != null) {
                tags.put("plumbline.riskTier", options.riskTier());
            }
            Answer made = registry.post(
                    MODELS + "/create", Map.of("name", name, "description", description(model), "tags", listed(tags)));
            if (!report.isAccepted(title, made)) {
                return false;
            }
        }
        report.create(title);
        return true;
    }

    /// @return number there → number here
    private Map<Integer, Integer> copyVersions(String title, String name, String theirs, boolean isNew) {
        Map<Integer, Integer> here = isNew ? new TreeMap<>() : copied(name);
        int newest = here.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<JsonNode> versions = all(
                VERSIONS + "/search", Map.of("filter", "name='" + theirs.replace("'", "\\'") + "'"), "model_versions");
        versions.sort(Comparator.comparingInt(MlflowImport::number));
        for (JsonNode version : versions) {
            if (here.containsKey(number(version))) {
                report.keepVersion();
                continue;
            }
            String status = version.path("status").asString("READY");
            if (!status.equals("READY")) {
                report.refuse(title + ", version " + number(version), "its status there is " + status);
                continue;
            }
            Integer made = options.dryRun() ? Integer.valueOf(++newest) : register(title, name, version);
            if (made != null) {
                here.put(number(version), made);
                report.addVersion(
                        title, "version " + number(version) + (made == number(version) ? "" : " (" + made + " here)"));
                copyStage(title, name, version, made);
            }
        }
        return here;
    }

    /// The versions that an earlier import has copied.
    private Map<Integer, Integer> copied(String name) {
        Map<Integer, Integer> copied = new TreeMap<>();
        String filter = SourceServer.encoded("name='" + name + "'");
        String next = "";
        do {
            JsonNode page = registry.get(VERSIONS + "/search?max_results=" + PAGE + "&filter=" + filter
                            + (next.isEmpty() ? "" : "&page_token=" + SourceServer.encoded(next)))
                    .expect(200)
                    .body();
            for (JsonNode version : page.path("model_versions")) {
                for (JsonNode tag : version.path("tags")) {
                    if (tag.path("key").asString("").equals(COPY_OF)) {
                        copied.put(Integer.valueOf(tag.path("value").asString("0")), number(version));
                    }
                }
            }
            next = page.path("next_page_token").asString("");
        } while (!next.isEmpty());
        return copied;
    }

    private @Nullable Integer register(String title, String name, JsonNode version) {
        String what = title + ", version " + number(version);
        Map<String, String> tags = tags(what, version);
        tags.put(COPY_OF, Integer.toString(number(version)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("source", version.path("source").asString(""));
        body.put("description", description(version));
        body.put("tags", listed(tags));
        for (String member : List.of("run_id", "run_link")) {
            String value = version.path(member).asString("");
            if (!value.isEmpty()) {
                body.put(member, value);
            }
        }
        Answer made = registry.post(VERSIONS + "/create", body);
        return report.isAccepted(what, made)
                ? Integer.valueOf(number(made.body().path("model_version")))
                : null;
    }

    private void copyStage(String title, String name, JsonNode version, int here) {
        String stage = version.path("current_stage").asString("None");
        if (stage.equals("Production")) {
            report.adviseProduction(title, here);
        } else if (!stage.equals("None") && !stage.isEmpty() && !options.dryRun()) {
            report.isAccepted(
                    title + ", stage " + stage,
                    registry.post(
                            VERSIONS + "/transition-stage",
                            Map.of("name", name, "version", Integer.toString(here), "stage", stage)));
        }
    }

    private void copyAliases(String title, String name, JsonNode model, JsonNode existing, Map<Integer, Integer> here) {
        Map<String, Integer> known = new TreeMap<>();
        existing.path("registered_model")
                .path("aliases")
                .forEach(alias -> known.put(alias.path("alias").asString(""), number(alias)));
        for (JsonNode pointer : model.path("aliases")) {
            String theirs = pointer.path("alias").asString("");
            Integer version = here.get(number(pointer));
            Optional<String> alias = ImportedName.alias(theirs);
            if (alias.isEmpty() || version == null) {
                report.refuse(
                        title + ", alias " + theirs,
                        alias.isEmpty() ? "no name of an alias here" : "its version is not here");
            } else if (alias.get().equals(PRODUCTION)) {
                report.adviseProduction(title, version);
            } else if (!version.equals(known.get(alias.get()))) {
                point(title, name, alias.get(), version);
            }
        }
    }

    private void point(String title, String name, String alias, int version) {
        boolean set = options.dryRun()
                || report.isAccepted(
                        title + ", alias " + alias,
                        registry.post(
                                MODELS + "/alias",
                                Map.of("name", name, "alias", alias, "version", Integer.toString(version))));
        if (set) {
            report.point(title, alias, version);
        }
    }

    private static int number(JsonNode node) {
        return node.path("version").asInt(0);
    }

    private static String description(JsonNode node) {
        String text = node.path("description").asString("");
        return text.substring(0, Math.min(text.length(), LONGEST_DESCRIPTION));
    }

    /// Tags that the registry cannot hold are left out, and named.
    private Map<String, String> tags(String title, JsonNode node) {
        Map<String, String> tags = new TreeMap<>();
        List<String> left = new ArrayList<>();
        for (JsonNode tag : node.path("tags")) {
            String key = tag.path("key").asString("");
            String value = tag.path("value").asString("");
            if (TAG.matcher(key).matches() && value.length() <= LONGEST_VALUE && tags.size() < MOST_TAGS - 2) {
                tags.put(key, value);
            } else {
                left.add(key);
            }
        }
        if (!left.isEmpty()) {
            report.advise(title, "tags left out because of their name, length or number: " + String.join(", ", left));
        }
        return tags;
    }

    private static List<Map<String, String>> listed(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Map.of("key", tag.getKey(), "value", tag.getValue()))
                .toList();
    }
}
