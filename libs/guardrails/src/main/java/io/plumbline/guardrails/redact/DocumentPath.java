package io.plumbline.guardrails.redact;

/// Where in nested objects and arrays a reader stands. Deeper than 64 levels it says where the outer ones are.
final class DocumentPath {

    private static final int DEEPEST = 64;

    private final String[] names = new String[DEEPEST];
    private final int[] indexes = new int[DEEPEST];
    private int depth;

    void open() {
        if (depth < DEEPEST) {
            names[depth] = "";
            indexes[depth] = -1;
        }
        depth++;
    }

    void close() {
        depth = Math.max(0, depth - 1);
    }

    /// The member of the innermost object that follows.
    void name(String name) {
        if (depth > 0 && depth <= DEEPEST) {
            names[depth - 1] = name;
        }
    }

    /// The next element of the innermost array follows.
    void next() {
        if (depth > 0 && depth <= DEEPEST) {
            indexes[depth - 1]++;
        }
    }

    /// RFC 6901.
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < Math.min(depth, DEEPEST); i++) {
            pointer.append('/');
            if (indexes[i] >= 0) {
                pointer.append(indexes[i]);
            } else {
                pointer.append(names[i].replace("~", "~0").replace("/", "~1"));
            }
        }
        return pointer.toString();
    }
}
