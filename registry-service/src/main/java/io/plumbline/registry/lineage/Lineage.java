package io.plumbline.registry.lineage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A part of the graph around one node, as far as the caller may see it.
///
/// @param of id of that node
/// @param nodes the node first, then the others by their distance
/// @param production ids of the nodes that serve in production
/// @param truncated whether there is more than the limits of depth and number allow
/// @param missing what could not be read because a service did not answer: `routes`
record Lineage(
        String of,
        Direction direction,
        int depth,
        List<Node> nodes,
        List<Edge> edges,
        List<String> production,
        boolean truncated,
        List<String> missing) {

    /// Where to go from a node: FORWARD to all that derives from it, BACKWARD to all that it derives from.
    enum Direction {
        FORWARD,
        BACKWARD,
        BOTH
    }

    /// A node.
    ///
    /// @param id kind and name, such as `model:support@3`
    /// @param name without the version
    /// @param version null for kinds without versions
    /// @param team null for a source or job, which several teams may name
    /// @param at when it was registered, or last reported
    /// @param facts for example the stage of a model version
    record Node(
            String id,
            NodeKind kind,
            String name,
            @Nullable Integer version,
            @Nullable String team,
            @Nullable Instant at,
            Map<String, String> facts) {}

    /// An edge, from what was used to what it was used for.
    record Edge(String from, String to, Relation relation) {}

    /// The meanings of edges.
    enum Relation {
        /// A job read a source, dataset or model.
        READ_BY,
        /// A job wrote a source, dataset or model.
        WROTE,
        /// A document belongs to a knowledge base.
        PART_OF,
        /// A dataset trained a model.
        TRAINED,
        /// A model is the base of another.
        BASE_OF,
        /// A suite evaluates with a dataset.
        EVALUATES_WITH,
        /// A gate decided by a suite.
        DECIDED,
        /// A version was evaluated by a gate.
        EVALUATED_BY,
        /// A version or a knowledge base serves a route.
        SERVES
    }
}
