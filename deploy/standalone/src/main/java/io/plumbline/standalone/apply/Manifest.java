package io.plumbline.standalone.apply;

import java.util.Map;

/// One thing as a file says it should be.
///
/// @param origin the file, and which document of it where there are several
/// @param body what is sent to its service: the document without `kind` and `name`
record Manifest(Kind kind, String name, String origin, Map<String, Object> body) {

    /// The name of the rubric that it rates by: a judge's, or that of a suite's judge; empty for none.
    String rubric() {
        Object judge = kind == Kind.SUITE ? body.get("judge") : body;
        Object reference = judge instanceof Map<?, ?> document ? document.get("rubric") : null;
        return reference == null ? "" : reference.toString().replaceFirst("@.*", "");
    }

    /// For people: `policy support-desk`.
    String title() {
        return kind.word() + " " + name;
    }
}
