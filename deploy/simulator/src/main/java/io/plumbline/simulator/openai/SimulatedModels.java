package io.plumbline.simulator.openai;

import io.plumbline.simulator.http.Response;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Models;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `GET /v1/models` lists the models mentioned so far; `GET /v1/models/{id}` knows every one.
final class SimulatedModels {
    private final Models models;
    private final long started;

    SimulatedModels(Models models, Clock clock) {
        this.models = models;
        this.started = clock.instant().getEpochSecond();
    }

    /// @param id the parts of the path after `models`: several for an id with slashes
    Response answer(List<String> id) {
        if (!id.isEmpty()) {
            return Json.response(200, model(String.join("/", id)));
        }
        ObjectNode body = Json.newObject().put("object", "list");
        ArrayNode data = body.putArray("data");
        models.names().forEach(name -> data.add(model(name)));
        return Json.response(200, body);
    }

    private ObjectNode model(String name) {
        return Json.newObject()
                .put("id", name)
                .put("object", "model")
                .put("created", started)
                .put("owned_by", "plumbline-simulator");
    }
}
