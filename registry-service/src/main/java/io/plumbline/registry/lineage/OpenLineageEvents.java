package io.plumbline.registry.lineage;

import io.plumbline.registry.lineage.Lineage.Edge;
import io.plumbline.registry.lineage.Lineage.Node;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes a graph as run events of OpenLineage 2-0-2: one per job, and one per node of ours that derives from
/// others. The same graph gives the same runs.
final class OpenLineageEvents {

    private static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
    private static final String VERSION_FACET =
            "https://openlineage.io/spec/facets/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet";

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private final Map<String, Node> nodes;
    private final Lineage lineage;
    private final URI producer;
    private final Instant now;

    private OpenLineageEvents(Lineage lineage, URI producer, Instant now) {
        this.lineage = lineage;
        this.producer = producer;
        this.now = now;
        this.nodes = lineage.nodes().stream().collect(Collectors.toMap(Node::id, Function.identity()));
    }

    /// @param producer the address of this service
    static ArrayNode of(Lineage lineage, URI producer, Instant now) {
        return new OpenLineageEvents(lineage, producer, now).events();
    }

    private ArrayNode events() {
        ArrayNode events = json.arrayNode();
        for (Node node : lineage.nodes()) {
            boolean job = node.kind() == NodeKind.JOB;
            List<Node> inputs = ends(edge -> edge.to().equals(node.id()), Edge::from).stream()
                    .filter(input -> input.kind() != NodeKind.JOB)
                    .toList();
            List<Node> outputs = job ? ends(edge -> edge.from().equals(node.id()), Edge::to) : List.of(node);
            if (job || !inputs.isEmpty()) {
                events.add(event(node, inputs, outputs));
            }
        }
        return events;
    }

    private List<Node> ends(Predicate<Edge> which, Function<Edge, String> end) {
        List<Node> ends = new ArrayList<>();
        lineage.edges().stream()
                .filter(which)
                .map(end)
                .distinct()
                .forEach(id -> ends.add(Objects.requireNonNull(nodes.get(id))));
        return ends;
    }

    private ObjectNode event(Node node, List<Node> inputs, List<Node> outputs) {
        ObjectNode event = json.objectNode();
        event.put("eventType", "COMPLETE");
        event.put("eventTime", Objects.requireNonNullElse(node.at(), now).toString());
        event.put("producer", producer.toString());
        event.put("schemaURL", SCHEMA);
        UUID run = UUID.nameUUIDFromBytes(node.id().getBytes(StandardCharsets.UTF_8));
        event.putObject("run").put("runId", run.toString());
        NodeId id = NodeId.parse(node.id()).orElseThrow();
        event.putObject("job")
                .put("namespace", node.kind() == NodeKind.JOB ? id.base() : LineageEvent.OWN)
                .put("name", node.kind() == NodeKind.JOB ? id.rest() : node.id());
        datasets(event.putArray("inputs"), inputs);
        datasets(event.putArray("outputs"), outputs);
        return event;
    }

    private void datasets(ArrayNode holder, List<Node> listed) {
        for (Node node : listed) {
            ObjectNode dataset = holder.addObject();
            NodeId id = NodeId.parse(node.id()).orElseThrow();
            if (node.kind() == NodeKind.SOURCE) {
                dataset.put("namespace", id.base()).put("name", id.rest());
                continue;
            }
            dataset.put("namespace", LineageEvent.OWN).put("name", node.id());
            if (node.version() != null) {
                dataset.putObject("facets")
                        .putObject("version")
                        .put("_producer", producer.toString())
                        .put("_schemaURL", VERSION_FACET)
                        .put("datasetVersion", node.version().toString());
            }
        }
    }
}
