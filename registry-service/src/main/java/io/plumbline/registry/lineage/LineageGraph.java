package io.plumbline.registry.lineage;

import io.plumbline.clients.gateway.ServedRoute;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.lineage.Lineage.Direction;
import io.plumbline.registry.lineage.Lineage.Edge;
import io.plumbline.registry.lineage.Lineage.Node;
import io.plumbline.registry.lineage.RecordedEdges.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Walks the graph breadth first from one node, within the limits of depth and number. Nodes that the caller
/// may not see are left out with their edges, and nothing behind them is followed.
@Service
class LineageGraph {

    private static final int MAX_NODES = 500;
    private static final int MAX_EDGES = 2_000;

    private final LineageNodes nodes;
    private final RecordedEdges recorded;
    private final ReportedEdges reported;
    private final ServedRoutes served;
    private final TransactionTemplate transactions;

    LineageGraph(
            LineageNodes nodes,
            RecordedEdges recorded,
            ReportedEdges reported,
            ServedRoutes served,
            PlatformTransactionManager transactionManager) {
        this.nodes = nodes;
        this.recorded = recorded;
        this.reported = reported;
        this.served = served;
        this.transactions = new TransactionTemplate(transactionManager);
        transactions.setReadOnly(true);
    }

    /// @throws io.plumbline.kit.problem.ProblemException 404 if the caller may not see the node
    Lineage around(NodeId root, Direction direction, int depth) {
        // Nothing leads from a route, so backwards only a route itself matters.
        boolean routes = direction != Direction.BACKWARD || root.kind() == NodeKind.ROUTE;
        ServedRoutes.Read read = routes ? served.read() : ServedRoutes.Read.NONE;
        return transactions.execute(_ -> new Walk(root, direction, depth, read).walk());
    }

    /// One walk. Not thread-safe.
    private final class Walk {

        private final NodeId root;
        private final Direction direction;
        private final int depth;
        private final boolean routesKnown;
        private final Map<String, ServedRoute> routes = new LinkedHashMap<>();
        private final List<Found> routeEdges;
        private final Map<String, Node> visible = new LinkedHashMap<>();
        private final Set<Edge> edges = new LinkedHashSet<>();
        private boolean truncated;

        private Walk(NodeId root, Direction direction, int depth, ServedRoutes.Read read) {
            this.root = root;
            this.direction = direction;
            this.depth = depth;
            this.routesKnown = read.known();
            read.routes().forEach(route -> routes.put(ServedRoutes.id(route), route));
            this.routeEdges = read.routes().isEmpty() ? List.of() : served.edges(read);
        }

        private Lineage walk() {
            find(List.of(root));
            if (visible.isEmpty()) {
                throw RequestProblem.NOT_FOUND.because("No " + root + " exists that you can access.");
            }
            if (direction != Direction.BACKWARD) {
                follow(true);
            }
            if (direction != Direction.FORWARD) {
                follow(false);
            }
            return new Lineage(
                    root.toString(),
                    direction,
                    depth,
                    List.copyOf(visible.values()),
                    List.copyOf(edges),
                    visible.values().stream()
                            .filter(Walk::isInProduction)
                            .map(Node::id)
                            .toList(),
                    truncated,
                    routesKnown ? List.of() : List.of("routes"));
        }

        private static boolean isInProduction(Node node) {
            return "PRODUCTION".equals(node.facts().get("stage"))
                    || "PRODUCTION".equals(node.facts().get("environment"));
        }

        private void follow(boolean forward) {
            Collection<NodeId> frontier = List.of(root);
            Set<String> reached = new LinkedHashSet<>(List.of(root.toString()));
            for (int step = 0; step < depth && !frontier.isEmpty(); step++) {
                List<Found> found = found(new Frontier(frontier), forward);
                List<NodeId> ends = ends(found, forward);
                find(ends.stream()
                        .filter(node -> !visible.containsKey(node.toString()))
                        .toList());
                found.forEach(this::keep);
                frontier = ends.stream()
                        .filter(node -> visible.containsKey(node.toString()) && reached.add(node.toString()))
                        .toList();
            }
            if (!frontier.isEmpty()
                    && !ends(found(new Frontier(frontier), forward), forward).isEmpty()) {
                truncated = true;
            }
        }

        private List<Found> found(Frontier frontier, boolean forward) {
            List<Found> found = new ArrayList<>(forward ? recorded.outOf(frontier) : recorded.into(frontier));
            found.addAll(forward ? reported.outOf(frontier) : reported.into(frontier));
            Set<String> ids = Set.of(frontier.ids());
            routeEdges.stream()
                    .filter(edge -> ids.contains(forward ? edge.from() : edge.to()))
                    .forEach(found::add);
            truncated |= found.size() >= RecordedEdges.LIMIT;
            return found;
        }

        private static List<NodeId> ends(List<Found> found, boolean forward) {
            return found.stream()
                    .map(edge -> forward ? edge.to() : edge.from())
                    .distinct()
                    .flatMap(id -> NodeId.parse(id).stream())
                    .toList();
        }

        private void find(List<NodeId> wanted) {
            int room = MAX_NODES - visible.size();
            truncated |= wanted.size() > room;
            List<NodeId> fitting = wanted.stream().limit(room).toList();
            nodes.find(new Frontier(fitting)).forEach(node -> visible.put(node.id(), node));
            fitting.stream()
                    .map(node -> routes.get(node.toString()))
                    .filter(route -> route != null)
                    .forEach(route -> visible.put(ServedRoutes.id(route), ServedRoutes.node(route)));
        }

        private void keep(Found found) {
            if (visible.containsKey(found.from()) && visible.containsKey(found.to())) {
                if (edges.size() < MAX_EDGES) {
                    edges.add(new Edge(found.from(), found.to(), found.relation()));
                } else {
                    truncated = true;
                }
            }
        }
    }
}
