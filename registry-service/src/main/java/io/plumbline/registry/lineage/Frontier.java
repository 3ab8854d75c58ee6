package io.plumbline.registry.lineage;

import java.util.Collection;

/// Nodes whose neighbours are wanted, as arrays for queries.
record Frontier(Collection<NodeId> nodes) {

    Frontier only(NodeKind kind) {
        return new Frontier(nodes.stream().filter(node -> node.kind() == kind).toList());
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /// Returns the names without versions.
    String[] names() {
        return nodes.stream().map(NodeId::base).toArray(String[]::new);
    }

    Integer[] versions() {
        return nodes.stream().map(NodeId::version).toArray(Integer[]::new);
    }

    /// Returns the names as they are in ids.
    String[] references() {
        return nodes.stream().map(NodeId::name).toArray(String[]::new);
    }

    /// Returns the parts of the names after their separator.
    String[] rests() {
        return nodes.stream().map(NodeId::rest).toArray(String[]::new);
    }

    String[] ids() {
        return nodes.stream().map(NodeId::toString).toArray(String[]::new);
    }
}
