package io.plumbline.console.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.lineage.LineageClient.Edge;
import io.plumbline.console.lineage.LineageClient.Lineage;
import io.plumbline.console.lineage.LineageClient.Node;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineageDrawingTest {

    @Test
    void putsOriginsToTheLeftAndDerivedResourcesToTheRight() {
        Lineage lineage = new Lineage(
                "model:b@1",
                List.of(node("model:b@1"), node("dataset:d@1"), node("source:s|t"), node("route:r")),
                List.of(
                        new Edge("source:s|t", "dataset:d@1", "WROTE"),
                        new Edge("dataset:d@1", "model:b@1", "TRAINED"),
                        new Edge("model:b@1", "route:r", "SERVES")),
                List.of(),
                false,
                List.of());
        Map<String, Integer> distances = LineageDrawing.distances(lineage);
        assertThat(distances)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("model:b@1", 0, "dataset:d@1", -1, "source:s|t", -2, "route:r", 1));
        LineageDrawing drawing = LineageDrawing.of(lineage, distances);
        assertThat(drawing.boxes())
                .extracting(box -> box.node().id())
                .containsExactly("source:s|t", "dataset:d@1", "model:b@1", "route:r");
        assertThat(drawing.boxes()).extracting(LineageDrawing.Box::x).isSorted().doesNotHaveDuplicates();
        assertThat(drawing.lines()).hasSize(3);
    }

    @Test
    void drawsCyclesAndLeavesOutWhatDoesNotFit() {
        List<Node> nodes = Stream.concat(
                        Stream.of(node("job:a|b"), node("source:s|t")),
                        IntStream.range(0, 200).mapToObj(i -> node("source:s|" + i)))
                .toList();
        List<Edge> edges = Stream.concat(
                        Stream.of(
                                new Edge("source:s|t", "job:a|b", "READ_BY"),
                                new Edge("job:a|b", "source:s|t", "WROTE")),
                        IntStream.range(0, 200).mapToObj(i -> new Edge("job:a|b", "source:s|" + i, "WROTE")))
                .toList();
        Lineage lineage = new Lineage("job:a|b", nodes, edges, List.of(), false, List.of());
        LineageDrawing drawing = LineageDrawing.of(lineage, LineageDrawing.distances(lineage));
        assertThat(drawing.boxes()).hasSize(120);
        assertThat(drawing.omitted()).isEqualTo(82);
        assertThat(drawing.height()).isLessThan(120 * 60);
    }

    private static Node node(String id) {
        return new Node(
                id,
                id.substring(0, id.indexOf(':')).toUpperCase(java.util.Locale.ROOT),
                id.substring(id.indexOf(':') + 1),
                null,
                "team",
                null,
                Map.of());
    }
}
