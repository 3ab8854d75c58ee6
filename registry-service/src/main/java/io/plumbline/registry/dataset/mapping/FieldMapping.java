package io.plumbline.registry.dataset.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A mapping that a request defines: member of the record → members of the row. A name with dots, such as
/// `answers.text`, leads into nested objects if the row has no member of exactly that name. The texts of several
/// members are joined by a blank line; those of `references` become one list.
///
/// @param sources member of the record → names in the row
public record FieldMapping(Map<String, List<String>> sources) implements RecordMapping {

    private static final String REFERENCES = "references";
    private static final String MESSAGES = "messages";
    private static final Set<String> MEMBERS = Set.of("id", "input", MESSAGES, REFERENCES, "context", "slice");
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final int MAX_SOURCES = 10;
    private static final int MAX_NAME = 200;

    static FieldMapping of(String text) {
        Map<String, @Nullable Object> members;
        try {
            members = JsonMapper.shared().readValue(text, OBJECT);
        } catch (JacksonException e) {
            throw RecordMapping.refused("is not a well-formed JSON object");
        }
        if (members == null || members.isEmpty()) {
            throw RecordMapping.refused("names no member");
        }
        Map<String, List<String>> sources = new LinkedHashMap<>();
        members.forEach((member, named) -> {
            if (!MEMBERS.contains(member)) {
                throw RecordMapping.refused("maps to id, input, messages, references, context and slice only");
            }
            sources.put(member, names(named));
        });
        if (sources.containsKey("input") == sources.containsKey(MESSAGES)) {
            throw RecordMapping.refused("needs either input or messages");
        }
        return new FieldMapping(Map.copyOf(sources));
    }

    private static List<String> names(@Nullable Object named) {
        List<?> list = named instanceof List<?> several ? several : List.of(Objects.requireNonNullElse(named, ""));
        if (list.isEmpty()
                || list.size() > MAX_SOURCES
                || !list.stream()
                        .allMatch(
                                each -> each instanceof String name && !name.isBlank() && name.length() <= MAX_NAME)) {
            throw RecordMapping.refused("needs for each member a name in the file, or a list of 1 to " + MAX_SOURCES);
        }
        return list.stream().map(String.class::cast).toList();
    }

    @Override
    public @Nullable Map<String, @Nullable Object> apply(
            Map<String, @Nullable Object> row, BiConsumer<String, String> faults) {
        Map<String, @Nullable Object> mapped = new LinkedHashMap<>(row);
        sources.values().forEach(names -> names.forEach(mapped::remove));
        boolean valid = true;
        for (Map.Entry<String, List<String>> each : sources.entrySet()) {
            Object value = valueOf(each.getKey(), each.getValue(), row);
            if (value == null && Set.of("input", MESSAGES).contains(each.getKey())) {
                faults.accept("/" + each.getValue().getFirst(), "is required: the mapping takes the question from it");
                valid = false;
            } else if (value != null) {
                mapped.put(each.getKey(), value);
            }
        }
        mapped.putIfAbsent(REFERENCES, List.of());
        return valid ? mapped : null;
    }

    private static @Nullable Object valueOf(String member, List<String> names, Map<String, @Nullable Object> row) {
        List<Object> values = new ArrayList<>();
        for (String name : names) {
            Object value = find(name, row);
            if (value != null) {
                values.add(value);
            }
        }
        if (member.equals(REFERENCES)) {
            return values.stream()
                    .flatMap(value -> MappedTexts.several(value).stream())
                    .toList();
        }
        if (values.size() <= 1) {
            return values.isEmpty() ? null : single(member, values.getFirst());
        }
        return values.stream().map(MappedTexts::text).map(String::valueOf).collect(Collectors.joining("\n\n"));
    }

    private static Object single(String member, Object value) {
        boolean isText = !member.equals(MESSAGES) && !member.equals("id");
        return isText && (value instanceof Number || value instanceof Boolean) ? value.toString() : value;
    }

    /// Follows the dots of a name from the longest to the shortest first part.
    private static @Nullable Object find(String name, Map<?, ?> row) {
        if (row.containsKey(name)) {
            return row.get(name);
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            if (row.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
                return find(name.substring(dot + 1), inner);
            }
        }
        return null;
    }

    @Override
    public String origin(String pointer) {
        int end = pointer.indexOf('/', 1);
        String member = pointer.isEmpty() ? "" : pointer.substring(1, end < 0 ? pointer.length() : end);
        List<String> names = sources.get(member);
        return names == null ? pointer : "/" + names.getFirst() + (end < 0 ? "" : pointer.substring(end));
    }

    @Override
    public Set<String> lists() {
        return sources.entrySet().stream()
                .filter(each -> Set.of(REFERENCES, MESSAGES).contains(each.getKey()))
                .flatMap(each -> each.getValue().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
