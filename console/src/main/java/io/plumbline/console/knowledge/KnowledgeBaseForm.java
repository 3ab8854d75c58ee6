package io.plumbline.console.knowledge;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.knowledge.KnowledgeClient.Chunking;
import io.plumbline.console.knowledge.KnowledgeClient.KnowledgeBase;
import io.plumbline.console.knowledge.KnowledgeClient.Redaction;
import io.plumbline.console.knowledge.KnowledgeClient.Settings;
import io.plumbline.console.page.FormErrors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The form that creates or changes a knowledge base. Lists are separated by commas or spaces.
///
/// @param readers principals; empty for everyone with the permission in the team
/// @param tagReaders one `tag=principals` a line
record KnowledgeBaseForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String description,
        @Nullable String embedding,
        @Nullable ChunkingFields chunking,
        @Nullable RedactionFields redaction,
        @Nullable Boolean keepOriginal,
        @Nullable String readers,
        @Nullable String tagReaders) {

    static final List<String> EMBEDDINGS = List.of("MINILM", "NONE");
    static final List<String> STRATEGIES = List.of("HEADING", "RECURSIVE", "SENTENCE", "SEMANTIC", "FIXED");
    static final List<String> ACTIONS = List.of("MASK", "PSEUDONYMISE", "REJECT", "KEEP");

    /// The fields whose errors the service reports deeper than the form has them, or one level higher.
    private static final List<String> NESTED = List.of("redaction.entities", "redaction.overrides");

    /// How documents are cut.
    record ChunkingFields(
            @Nullable String strategy,
            @Nullable String size,
            @Nullable String overlap) {}

    /// What happens to personal data.
    ///
    /// @param overrides one `TYPE=ACTION` a line
    record RedactionFields(
            @Nullable String action,
            @Nullable String entities,
            @Nullable String overrides) {}

    static KnowledgeBaseForm empty(@Nullable String team) {
        return new KnowledgeBaseForm(
                "",
                team,
                "",
                "MINILM",
                new ChunkingFields("HEADING", "500", "50"),
                new RedactionFields("MASK", "", ""),
                false,
                "",
                "");
    }

    static KnowledgeBaseForm of(KnowledgeBase base) {
        return new KnowledgeBaseForm(
                base.name(),
                base.team(),
                base.description(),
                base.embedding(),
                new ChunkingFields(
                        base.chunking().strategy(),
                        String.valueOf(base.chunking().size()),
                        String.valueOf(base.chunking().overlap())),
                new RedactionFields(
                        base.redaction().action(),
                        String.join(", ", base.redaction().entities()),
                        base.redaction().overrides().entrySet().stream()
                                .map(override -> override.getKey() + "=" + override.getValue())
                                .collect(Collectors.joining("\n"))),
                base.keepOriginal(),
                String.join(", ", base.readers()),
                base.tagReaders().entrySet().stream()
                        .map(tag -> tag.getKey() + "=" + String.join(", ", tag.getValue()))
                        .collect(Collectors.joining("\n")));
    }

    String strippedName() {
        return given(name);
    }

    /// Returns the errors of fields that are not numbers; empty if there are none.
    Optional<FormErrors> unreadable() {
        Map<String, String> fields = new LinkedHashMap<>();
        check("chunking.size", cut().size(), fields);
        check("chunking.overlap", cut().overlap(), fields);
        return fields.isEmpty() ? Optional.empty() : Optional.of(new FormErrors("Check the form", "", fields, null));
    }

    private static void check(String field, @Nullable String value, Map<String, String> fields) {
        if (!given(value).matches("[0-9]{0,6}")) {
            fields.put(field, "must be a number");
        }
    }

    /// @param changesTeam whether the body names the team
    Settings settings(boolean changesTeam) {
        RedactionFields redacted = Objects.requireNonNullElse(redaction, new RedactionFields("MASK", "", ""));
        Map<String, String> overrides = pairs(redacted.overrides());
        Map<String, List<String>> byTag = new LinkedHashMap<>();
        pairs(tagReaders).forEach((tag, principals) -> byTag.put(tag, list(principals)));
        return new Settings(
                changesTeam ? given(team) : null,
                given(description),
                given(embedding),
                new Chunking(given(cut().strategy()), number(cut().size()), number(cut().overlap())),
                new Redaction(given(redacted.action()), list(redacted.entities()), overrides),
                Boolean.TRUE.equals(keepOriginal),
                list(readers),
                byTag);
    }

    private ChunkingFields cut() {
        return Objects.requireNonNullElse(chunking, new ChunkingFields("HEADING", "", ""));
    }

    /// Returns the service's errors at the fields of the form.
    static FormErrors errors(ApiProblem problem) {
        FormErrors errors = FormErrors.of(problem);
        Map<String, String> fields = new LinkedHashMap<>(errors.fields());
        errors.fields()
                .forEach((field, message) -> NESTED.stream()
                        .filter(nested -> field.startsWith(nested + "."))
                        .forEach(nested -> fields.putIfAbsent(nested, message)));
        if (fields.containsKey("chunking")
                && fields.keySet().stream().noneMatch(field -> field.startsWith("chunking."))) {
            fields.put("chunking.overlap", Objects.requireNonNull(fields.get("chunking")));
        }
        return new FormErrors(errors.message(), errors.detail(), fields, errors.approvalId());
    }

    private static String given(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }

    private static @Nullable Integer number(@Nullable String value) {
        return given(value).isEmpty() ? null : Integer.valueOf(given(value));
    }

    /// Returns the values of a field that holds several.
    static List<String> list(@Nullable String value) {
        return Arrays.stream(given(value).split("[,\\s]+"))
                .filter(each -> !each.isEmpty())
                .distinct()
                .toList();
    }

    /// Returns the members of a field with one `name=value` a line.
    static Map<String, String> pairs(@Nullable String value) {
        Map<String, String> pairs = new LinkedHashMap<>();
        given(value).lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int equals = line.indexOf('=');
            pairs.put(
                    equals < 0 ? line : line.substring(0, equals).strip(),
                    equals < 0 ? "" : line.substring(equals + 1).strip());
        });
        return pairs;
    }
}
