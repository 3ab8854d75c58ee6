package io.plumbline.console.lineage;

import io.plumbline.console.lineage.LineageClient.Edge;
import io.plumbline.console.lineage.LineageClient.Lineage;
import io.plumbline.console.lineage.LineageClient.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A graph in columns: the node in question, what it derives from to its left, and what derives from it to its
/// right, each as many columns away as there are steps between them.
///
/// @param boxes the drawn nodes, at most [#MOST] of them
/// @param lines the edges between drawn nodes
/// @param omitted number of nodes that are not drawn
record LineageDrawing(int width, int height, List<Box> boxes, List<Line> lines, int omitted) {

    private static final int MOST = 120;
    private static final int WIDTH = 190;
    private static final int HEIGHT = 40;
    private static final int GAP = 14;
    private static final int BETWEEN = 56;
    private static final int MARGIN = 6;
    private static final int LONGEST = 23;

    /// A drawn node.
    ///
    /// @param style a class of the kind, such as `model`
    /// @param distance steps from the node in question; negative to the left
    public record Box(Node node, String style, String label, int x, int y, int distance, boolean current) {

        public int middle() {
            return y + HEIGHT / 2;
        }
    }

    /// A drawn edge.
    public record Line(String path) {}

    /// @param distances as [#distances]
    static LineageDrawing of(Lineage lineage, Map<String, Integer> distances) {
        Map<Integer, List<Node>> columns = new TreeMap<>();
        lineage.nodes().stream()
                .limit(MOST)
                .forEach(node -> columns.computeIfAbsent(distances.getOrDefault(node.id(), 0), _ -> new ArrayList<>())
                        .add(node));
        int tallest = columns.values().stream().mapToInt(List::size).max().orElse(0);
        int height = tallest * (HEIGHT + GAP) - GAP + 2 * MARGIN;
        Map<String, Box> boxes = new HashMap<>();
        List<Box> drawn = new ArrayList<>();
        int column = 0;
        for (Map.Entry<Integer, List<Node>> entry : columns.entrySet()) {
            List<Node> nodes = entry.getValue();
            nodes.sort(Comparator.comparing(Node::kind).thenComparing(Node::id));
            int top = (height - nodes.size() * (HEIGHT + GAP) + GAP) / 2;
            for (int i = 0; i < nodes.size(); i++) {
                Node node = nodes.get(i);
                Box box = new Box(
                        node,
                        node.kind().toLowerCase(Locale.ROOT).replace('_', '-'),
                        shortened(node.label()),
                        MARGIN + column * (WIDTH + BETWEEN),
                        top + i * (HEIGHT + GAP),
                        entry.getKey(),
                        node.id().equals(lineage.of()));
                boxes.put(node.id(), box);
                drawn.add(box);
            }
            column++;
        }
        int width = column * (WIDTH + BETWEEN) - BETWEEN + 2 * MARGIN;
        return new LineageDrawing(
                width,
                height,
                drawn,
                lines(lineage.edges(), boxes),
                lineage.nodes().size() - drawn.size());
    }

    private static List<Line> lines(List<Edge> edges, Map<String, Box> boxes) {
        return edges.stream()
                .filter(edge -> boxes.containsKey(edge.from()) && boxes.containsKey(edge.to()))
                .map(edge -> line(
                        Objects.requireNonNull(boxes.get(edge.from())), Objects.requireNonNull(boxes.get(edge.to()))))
                .toList();
    }

    private static Line line(Box from, Box to) {
        int start = from.x() + WIDTH;
        int bend = Math.max(BETWEEN / 2, (to.x() - start) / 2);
        return new Line("M" + start + " " + from.middle() + " C" + (start + bend) + " " + from.middle() + " "
                + (to.x() - bend) + " " + to.middle() + " " + to.x() + " " + to.middle());
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST ? label : "…" + label.substring(label.length() - LONGEST + 1);
    }

    /// Returns id → steps from the node in question: negative for what it derives from, positive for what
    /// derives from it.
    static Map<String, Integer> distances(Lineage lineage) {
        Map<String, Integer> distances = new HashMap<>();
        distances.put(lineage.of(), 0);
        spread(lineage, distances, Edge::from, Edge::to, 1);
        spread(lineage, distances, Edge::to, Edge::from, -1);
        return distances;
    }

    private static void spread(
            Lineage lineage,
            Map<String, Integer> distances,
            Function<Edge, String> near,
            Function<Edge, String> far,
            int step) {
        Map<String, List<Edge>> byEnd = lineage.edges().stream().collect(Collectors.groupingBy(near));
        Deque<String> queue = new ArrayDeque<>(List.of(lineage.of()));
        while (!queue.isEmpty()) {
            String id = queue.remove();
            int distance = Objects.requireNonNull(distances.get(id)) + step;
            for (Edge edge : byEnd.getOrDefault(id, List.of())) {
                if (distances.putIfAbsent(far.apply(edge), distance) == null) {
                    queue.add(far.apply(edge));
                }
            }
        }
    }
}
