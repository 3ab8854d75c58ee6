package io.plumbline.registry.lineage;

import java.util.Optional;

/// The id of a node: its kind and its name, such as `model:support@3`.
///
/// @param name matches the kind's pattern
record NodeId(NodeKind kind, String name) {

    static Optional<NodeId> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String word = text.substring(0, colon);
        String name = text.substring(colon + 1);
        for (NodeKind kind : NodeKind.values()) {
            if (kind.word().equals(word)) {
                return kind.names(name) ? Optional.of(new NodeId(kind, name)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Returns the part before the version, the bar of a source or job, or the slash of a document.
    String base() {
        int at = kind.hasVersions() ? name.lastIndexOf('@') : separator();
        return at < 0 ? name : name.substring(0, at);
    }

    /// Returns the part after the bar of a source or job, or the slash of a document.
    String rest() {
        return name.substring(separator() + 1);
    }

    private int separator() {
        return switch (kind) {
            case SOURCE, JOB -> name.indexOf('|');
            case DOCUMENT -> name.indexOf('/');
            default -> -1;
        };
    }

    /// Returns the version of a kind that has versions.
    int version() {
        return Integer.parseInt(name.substring(name.lastIndexOf('@') + 1));
    }

    @Override
    public String toString() {
        return kind.word() + ":" + name;
    }
}
