package io.plumbline.guardrails.policy.document;

import io.plumbline.guardrails.policy.Additions;
import io.plumbline.guardrails.policy.Allowed;
import io.plumbline.guardrails.policy.CustomRecognizer;
import io.plumbline.guardrails.policy.Denied;
import io.plumbline.personaldata.automaton.PatternException;
import io.plumbline.personaldata.country.check.NamedChecksum;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.Form;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads and writes a policy's additions: `allowList`, `denyList` and `customRecognizers`.
final class AdditionsDocument {

    static final Set<String> FIELDS = Set.of("allowList", "denyList", "customRecognizers");

    private static final int MAX_VALUES = 1_000;
    private static final int MAX_VALUE = 100;
    private static final int MAX_ALLOWED_PATTERNS = 100;
    private static final int MAX_RECOGNIZERS = 100;
    private static final int MAX_PATTERNS = 20;
    private static final int MAX_PATTERNS_IN_ALL = 200;
    private static final int MAX_REGEX = 500;
    private static final int MAX_NAMES = 50;
    private static final int MAX_NAME = 63;
    private static final int MAX_ENTITY = 40;
    private static final Set<Category> CATEGORIES = Set.of(Category.PII, Category.SECRET, Category.POLICY);

    private AdditionsDocument() {}

    static Additions read(PolicyNode root) {
        List<Allowed> allowed = root.listOrTexts("allowList", MAX_VALUES, "value", AdditionsDocument::allowed);
        List<Denied> denied = root.listOrTexts("denyList", MAX_VALUES, "value", AdditionsDocument::denied);
        List<CustomRecognizer> recognizers =
                root.list("customRecognizers", MAX_RECOGNIZERS, AdditionsDocument::recognizer);
        requireFew(root, allowed, recognizers);
        try {
            return allowed.isEmpty() && denied.isEmpty() && recognizers.isEmpty()
                    ? Additions.NONE
                    : new Additions(allowed, denied, recognizers);
        } catch (PatternException e) {
            throw root.wrong("customRecognizers", String.valueOf(e.getMessage()));
        }
    }

    private static void requireFew(PolicyNode root, List<Allowed> allowed, List<CustomRecognizer> recognizers) {
        if (allowed.stream().filter(each -> each.pattern() != null).count() > MAX_ALLOWED_PATTERNS) {
            throw root.wrong("allowList", "must contain at most " + MAX_ALLOWED_PATTERNS + " patterns");
        }
        Set<String> names = new HashSet<>();
        int patterns = 0;
        for (CustomRecognizer each : recognizers) {
            patterns += each.patterns().size();
            if (!names.add(each.name())) {
                throw root.wrong("customRecognizers", "must have unique names: " + each.name() + " is used twice");
            }
        }
        if (patterns > MAX_PATTERNS_IN_ALL) {
            throw root.wrong("customRecognizers", "must have at most " + MAX_PATTERNS_IN_ALL + " patterns in total");
        }
    }

    private static Allowed allowed(PolicyNode entry) {
        entry.refuseOthers(Set.of("value", "pattern", "entities", "anyCase"));
        if (entry.has("value") == entry.has("pattern")) {
            throw new PolicyFormatException(entry.pointer(), "must have either a value or a pattern");
        }
        String value = entry.has("value") ? entry.text("value", MAX_VALUE) : null;
        String pattern = entry.has("pattern") ? entry.text("pattern", MAX_REGEX) : null;
        if (pattern != null) {
            form(entry, "pattern", pattern, 1);
        }
        Set<String> entities = entry.strings("entities", MAX_NAMES, AdditionsDocument::isEntity, "entity names");
        return new Allowed(value, pattern, entities, entry.flag("anyCase", false));
    }

    private static Denied denied(PolicyNode entry) {
        entry.refuseOthers(Set.of("value", "entity", "category", "score"));
        String value = entry.text("value", MAX_VALUE);
        if (value.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw entry.wrong("value", "must have a letter or a digit");
        }
        String entity = entry.has("entity") ? entity(entry) : Denied.ENTITY;
        return new Denied(value.strip(), entity, category(entry), entry.has("score") ? entry.score("score") : 1);
    }

    private static CustomRecognizer recognizer(PolicyNode entry) {
        entry.refuseOthers(Set.of("name", "entity", "category", "languages", "patterns", "checksum", "context"));
        List<CustomRecognizer.Expression> patterns =
                entry.list("patterns", MAX_PATTERNS, AdditionsDocument::expression);
        if (patterns.isEmpty()) {
            throw entry.wrong("patterns", "must contain at least one");
        }
        String name = entry.text("name", MAX_NAME);
        if (!name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0)) {
            throw entry.wrong("name", "must contain only lower-case letters, digits, dots, hyphens and underscores");
        }
        return new CustomRecognizer(
                name,
                entity(entry),
                category(entry),
                entry.strings("languages", MAX_NAMES, RuleDocument::isLanguage, "codes of languages such as en"),
                patterns,
                checksum(entry),
                List.copyOf(entry.strings("context", MAX_NAMES, AdditionsDocument::isWord, "words or phrases")));
    }

    private static CustomRecognizer.Expression expression(PolicyNode entry) {
        entry.refuseOthers(Set.of("regex", "score"));
        String regex = entry.text("regex", MAX_REGEX);
        double score = entry.score("score");
        form(entry, "regex", regex, score);
        return new CustomRecognizer.Expression(regex, score);
    }

    private static void form(PolicyNode entry, String field, String regex, double score) {
        try {
            Form _ = Form.expression(field, score, regex);
        } catch (PatternException e) {
            throw entry.wrong(field, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable NamedChecksum checksum(PolicyNode entry) {
        if (!entry.has("checksum")) {
            return null;
        }
        Optional<NamedChecksum> known =
                entry.value("checksum") instanceof String name ? NamedChecksum.of(name) : Optional.empty();
        return known.orElseThrow(
                () -> entry.wrong("checksum", "must be one of " + String.join(", ", NamedChecksum.NAMES)));
    }

    private static Category category(PolicyNode entry) {
        if (!entry.has("category")) {
            return Category.PII;
        }
        Category category = entry.named("category", Category::of, "category");
        if (!CATEGORIES.contains(category)) {
            throw entry.wrong("category", "must be pii, secret or policy");
        }
        return category;
    }

    private static String entity(PolicyNode entry) {
        String entity = entry.text("entity", MAX_ENTITY);
        if (!isEntity(entity)) {
            throw entry.wrong(
                    "entity", "must contain only upper-case letters, digits and underscores, and begin with a letter");
        }
        return entity;
    }

    private static boolean isEntity(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_ENTITY
                && name.charAt(0) >= 'A'
                && name.charAt(0) <= 'Z'
                && name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
    }

    private static boolean isWord(String word) {
        return !word.isBlank() && word.length() <= MAX_NAME;
    }

    static void write(Additions additions, Map<String, Object> document) {
        put(
                document,
                "allowList",
                additions.allowed().stream().map(AdditionsDocument::write).toList());
        put(
                document,
                "denyList",
                additions.denied().stream().map(AdditionsDocument::write).toList());
        put(
                document,
                "customRecognizers",
                additions.recognizers().stream().map(AdditionsDocument::write).toList());
    }

    private static void put(Map<String, Object> document, String name, List<?> entries) {
        if (!entries.isEmpty()) {
            document.put(name, entries);
        }
    }

    private static Map<String, Object> write(Allowed each) {
        Map<String, Object> entry = new LinkedHashMap<>();
        if (each.value() != null) {
            entry.put("value", each.value());
        }
        if (each.pattern() != null) {
            entry.put("pattern", each.pattern());
        }
        put(entry, "entities", List.copyOf(new TreeSet<>(each.entities())));
        if (each.anyCase()) {
            entry.put("anyCase", true);
        }
        return entry;
    }

    private static Map<String, Object> write(Denied each) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("value", each.value());
        entry.put("entity", each.entityType());
        entry.put("category", each.category().wireName());
        entry.put("score", each.score());
        return entry;
    }

    private static Map<String, Object> write(CustomRecognizer each) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", each.name());
        entry.put("entity", each.entityType());
        entry.put("category", each.category().wireName());
        put(entry, "languages", List.copyOf(new TreeSet<>(each.languages())));
        List<Object> patterns = new ArrayList<>();
        each.patterns().forEach(one -> patterns.add(Map.of("regex", one.regex(), "score", one.score())));
        entry.put("patterns", patterns);
        if (each.checksum() != null) {
            entry.put("checksum", each.checksum().wireName());
        }
        put(entry, "context", each.context());
        return entry;
    }
}
