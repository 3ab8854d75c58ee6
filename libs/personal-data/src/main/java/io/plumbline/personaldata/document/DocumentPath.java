package io.plumbline.personaldata.document;

/// A reader's position in nested objects and arrays. Below 64 levels, it is the position of the outer levels.
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

    /// Enters the member of the innermost object.
    void name(String name) {
        if (depth > 0 && depth <= DEEPEST) {
            names[depth - 1] = name;
        }
    }

    /// Moves to the next element of the innermost array.
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
