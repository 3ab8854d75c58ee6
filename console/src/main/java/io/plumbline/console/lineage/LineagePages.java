package io.plumbline.console.lineage;

import io.plumbline.console.lineage.LineageClient.Edge;
import io.plumbline.console.lineage.LineageClient.Lineage;
import io.plumbline.console.lineage.LineageClient.Node;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/// The lineage of a resource.
@Controller
@ConsolePage(
        section = Section.MODELS,
        label = "Lineage",
        path = "/lineage",
        permission = Permission.MODEL_READ,
        order = 30,
        docs = "guides/lineage.md")
class LineagePages {

    private static final List<String> DIRECTIONS = List.of("BOTH", "BACKWARD", "FORWARD");
    private static final Map<String, String> RELATIONS = Map.of(
            "READ_BY", "reads %s",
            "WROTE", "written by %s",
            "PART_OF", "has %s",
            "TRAINED", "trained on %s",
            "BASE_OF", "based on %s",
            "EVALUATES_WITH", "uses %s",
            "DECIDED", "by %s",
            "EVALUATED_BY", "evaluates %s",
            "SERVES", "served by %s");

    private final LineageClient lineages;

    LineagePages(LineageClient lineages) {
        this.lineages = lineages;
    }

    /// A row of the table.
    ///
    /// @param page the address of the node's page; null for none
    /// @param where its position relative to the node in question
    /// @param derivesFrom in words
    public record Row(
            Node node,
            @Nullable String page,
            String lineage,
            String where,
            boolean production,
            String facts,
            List<String> derivesFrom) {}

    @GetMapping("/lineage")
    @RequiresPermission(Permission.MODEL_READ)
    String lineage(
            Model model,
            @RequestParam(required = false) @Nullable String of,
            @RequestParam(defaultValue = "BOTH") String direction) {
        String chosen = DIRECTIONS.contains(direction) ? direction : "BOTH";
        model.addAttribute("directions", DIRECTIONS);
        model.addAttribute("direction", chosen);
        model.addAttribute("of", Objects.requireNonNullElse(of, "").strip());
        if (of == null || of.isBlank()) {
            return "console/lineage/show";
        }
        Lineage lineage = lineages.lineage(of.strip(), chosen);
        Map<String, Integer> distances = LineageDrawing.distances(lineage);
        model.addAttribute("lineage", lineage);
        model.addAttribute("drawing", LineageDrawing.of(lineage, distances));
        model.addAttribute("rows", rows(lineage, distances));
        return "console/lineage/show";
    }

    private static List<Row> rows(Lineage lineage, Map<String, Integer> distances) {
        Map<String, Node> nodes = new HashMap<>();
        lineage.nodes().forEach(node -> nodes.put(node.id(), node));
        Map<String, List<Edge>> into = lineage.edges().stream().collect(Collectors.groupingBy(Edge::to));
        return lineage.nodes().stream()
                .sorted(Comparator.comparingInt((Node node) -> distances.getOrDefault(node.id(), 0))
                        .thenComparing(Node::id))
                .map(node -> new Row(
                        node,
                        page(node),
                        address(node.id()),
                        where(distances.getOrDefault(node.id(), 0)),
                        lineage.production().contains(node.id()),
                        node.facts().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(fact -> fact.getKey() + " " + fact.getValue())
                                .collect(Collectors.joining(", ")),
                        into.getOrDefault(node.id(), List.of()).stream()
                                .map(edge -> words(edge, nodes))
                                .toList()))
                .toList();
    }

    private static String words(Edge edge, Map<String, Node> nodes) {
        Node from = Objects.requireNonNull(nodes.get(edge.from()));
        return RELATIONS.getOrDefault(edge.relation(), "from %s").replace("%s", from.label());
    }

    private static String where(int distance) {
        if (distance == 0) {
            return "This";
        }
        int steps = Math.abs(distance);
        return steps + (steps == 1 ? " step " : " steps ") + (distance < 0 ? "before" : "after");
    }

    private static String address(String id) {
        return UriComponentsBuilder.fromPath("/lineage")
                .queryParam("of", "{of}")
                .encode()
                .buildAndExpand(id)
                .toUriString();
    }

    private static @Nullable String page(Node node) {
        String path = switch (node.kind()) {
            case "MODEL" -> "/models/{name}/versions";
            case "PROMPT" -> "/prompts/{name}/versions/{version}";
            case "DATASET" -> "/datasets/{name}/records?version={version}";
            case "SUITE" -> "/suites/{name}";
            case "GATE" -> "/gates/{name}";
            case "ROUTE" -> "/routes/{name}";
            case "FINE_TUNING_JOB" -> "/fine-tuning-jobs/{name}";
            default -> null;
        };
        return path == null
                ? null
                : UriComponentsBuilder.fromUriString(path)
                        .encode()
                        .buildAndExpand(
                                Map.of("name", node.name(), "version", Objects.requireNonNullElse(node.version(), 0)))
                        .toUriString();
    }
}
