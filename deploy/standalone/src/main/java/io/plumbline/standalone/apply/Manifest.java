package io.plumbline.standalone.apply;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The desired state of one resource, from a file.
///
/// @param origin the file, and the number of the document if there are several
/// @param body the document without `kind` and `name`
/// @param files the documents of a knowledge base
/// @param records the file of a dataset; null without one
/// @param items the files of a benchmark; null without them
/// @param name of a reranker: that of its knowledge base
/// @param parent the knowledge base of a connector or reranker; null for other kinds
/// @param secretVariables member → the environment variable that has a secret of a new resource
record Manifest(
        Kind kind,
        String name,
        String origin,
        Map<String, Object> body,
        KnowledgeFiles files,
        @Nullable DatasetFile records,
        @Nullable BenchmarkFiles items,
        @Nullable String parent,
        Map<String, String> secretVariables) {

    static final String VERSION = "version";
    static final String ALIASES = "aliases";

    /// For people: `policy support-desk`, `connector staff-handbook/policies`.
    String title() {
        return kind.word() + " " + (parent == null || kind == Kind.RERANKER ? name : parent + "/" + name);
    }

    String path() {
        return switch (kind) {
            case CONNECTOR -> kind.path(parent + "/connectors/" + name);
            case RERANKER -> kind.path(name + "/reranker");
            default -> kind.path(name);
        };
    }

    /// The part of the document for a `PUT`.
    Map<String, Object> own() {
        if (!kind.isRegistered()) {
            return body;
        }
        Map<String, Object> own = new LinkedHashMap<>(body);
        own.remove(VERSION);
        own.remove(ALIASES);
        return own;
    }

    /// A copy with another value of a member.
    Manifest with(String member, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(body);
        changed.put(member, value);
        return new Manifest(kind, name, origin, changed, files, records, items, parent, secretVariables);
    }

    /// The members of a part of the document that is an object; empty if it is missing.
    @SuppressWarnings("unchecked")
    Map<String, Object> part(String member) {
        return body.get(member) instanceof Map<?, ?> part ? (Map<String, Object>) part : Map.of();
    }
}
