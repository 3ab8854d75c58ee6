package io.plumbline.standalone.apply;

import io.plumbline.standalone.demo.api.Answer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds references of a refused document to resources that do not exist yet.
final class References {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private References() {}

    /// The resources among these whose absence caused the refusal of a document; none if it has any other error.
    static Set<Manifest> awaited(Manifest manifest, Answer answer, Collection<Manifest> brought) {
        if (manifest.parent() != null && answer.is(404)) {
            return brought.stream()
                    .filter(other ->
                            other.kind() == Kind.KNOWLEDGE_BASE && other.name().equals(manifest.parent()))
                    .collect(Collectors.toSet());
        }
        JsonNode errors = answer.body().path("errors");
        if (!answer.is(400) || errors.isEmpty()) {
            return Set.of();
        }
        JsonNode document = JSON.valueToTree(manifest.body());
        Set<Manifest> awaited = new LinkedHashSet<>();
        for (JsonNode error : errors) {
            List<Manifest> found = namedAt(document, error.path("pointer").asString(""), brought).stream()
                    .filter(other -> !other.title().equals(manifest.title()))
                    .toList();
            if (found.isEmpty()) {
                return Set.of();
            }
            awaited.addAll(found);
        }
        return awaited;
    }

    private static List<Manifest> namedAt(JsonNode document, String pointer, Collection<Manifest> brought) {
        if (!pointer.startsWith("/")) {
            return List.of();
        }
        List<String> names = texts(document.at(JsonPointer.compile(pointer)))
                .map(text -> text.replaceFirst("^registry:", "").replaceFirst("@.*", ""))
                .toList();
        return brought.stream().filter(each -> names.contains(each.name())).toList();
    }

    private static Stream<String> texts(JsonNode value) {
        return value.isString()
                ? Stream.of(value.asString())
                : value.valueStream().flatMap(References::texts);
    }
}
