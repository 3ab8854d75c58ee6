package io.plumbline.standalone.apply;

import java.util.LinkedHashMap;
import java.util.Map;

/// One thing as a file says it should be.
///
/// @param origin the file, and which document of it where there are several
/// @param body the document without `kind` and `name`
record Manifest(Kind kind, String name, String origin, Map<String, Object> body) {

    static final String VERSION = "version";
    static final String ALIASES = "aliases";

    /// For people: `policy support-desk`.
    String title() {
        return kind.word() + " " + name;
    }

    String path() {
        return kind.path(name);
    }

    /// What a `PUT` takes of the document.
    Map<String, Object> own() {
        if (!kind.isRegistered()) {
            return body;
        }
        Map<String, Object> own = new LinkedHashMap<>(body);
        own.remove(VERSION);
        own.remove(ALIASES);
        return own;
    }

    /// The members of a part of the document that is an object; none where it is not there.
    @SuppressWarnings("unchecked")
    Map<String, Object> part(String member) {
        return body.get(member) instanceof Map<?, ?> part ? (Map<String, Object>) part : Map.of();
    }
}
