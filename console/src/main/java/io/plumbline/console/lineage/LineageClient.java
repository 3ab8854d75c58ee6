package io.plumbline.console.lineage;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The lineage of the registry.
@ServiceApi(RemoteService.REGISTRY)
interface LineageClient {

    /// @param of id of a node, such as `model:support@3`
    /// @param direction FORWARD, BACKWARD or BOTH
    @GetExchange("/api/v1/lineage")
    Lineage lineage(@RequestParam String of, @RequestParam String direction);

    /// A part of the graph.
    ///
    /// @param production ids of the nodes that serve in production
    /// @param truncated whether there is more
    /// @param missing what could not be read
    record Lineage(
            String of,
            List<Node> nodes,
            List<Edge> edges,
            List<String> production,
            boolean truncated,
            List<String> missing) {}

    /// A node.
    record Node(
            String id,
            String kind,
            String name,
            @Nullable Integer version,
            @Nullable String team,
            @Nullable Instant at,
            Map<String, String> facts) {

        /// Returns the name with the version; for a gate, its suite and verdict; for a fine-tuning job, its method.
        public String label() {
            if (facts.containsKey("method")) {
                return facts.get("method") + " of " + facts.get("model");
            }
            if (facts.containsKey("verdict")) {
                return facts.get("suite") + ": " + facts.get("verdict");
            }
            return version == null ? name : name + "@" + version;
        }
    }

    /// An edge, from what was used to what it was used for.
    record Edge(String from, String to, String relation) {}
}
