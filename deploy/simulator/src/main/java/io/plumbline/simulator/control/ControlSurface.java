package io.plumbline.simulator.control;

import io.plumbline.simulator.dials.Dials;
import io.plumbline.simulator.http.ApiSurface;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.http.Response;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.model.Models;
import io.plumbline.simulator.model.RecordedCall;
import io.plumbline.simulator.model.SimulatedModel;
import io.plumbline.simulator.model.Tally;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `PUT` and `GET /control/{model}`, `GET /control/{model}/calls`, `POST /control/reset`. Never delayed, and
/// never fails on purpose. It requires no credential: run the simulator on loopback or in a closed network.
public final class ControlSurface implements ApiSurface {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 500;

    private final Models models;

    public ControlSurface(Models models) {
        this.models = models;
    }

    @Override
    public void handle(Request request, Exchange exchange) throws InterruptedException {
        exchange.send(answer(request));
    }

    private Response answer(Request request) {
        List<String> path = request.segments();
        String method = request.method();
        boolean calls = path.size() > 2 && path.getLast().equals("calls");
        String name = String.join("/", path.subList(1, path.size() - (calls ? 1 : 0)));
        if (name.isEmpty()) {
            throw RequestRefusal.of(404, "Name a model: /control/{model}");
        }
        if (calls && method.equals("GET")) {
            return calls(name, limit(request));
        }
        if (method.equals("POST") && name.equals("reset")) {
            models.reset();
            return Json.response(200, Json.newObject().put("reset", true));
        }
        return switch (calls ? "" : method) {
            case "GET" -> Json.response(200, describe(models.look(name)));
            case "PUT" -> {
                Dials dials = DialsReader.read(Json.object(request.body()));
                yield Json.response(200, describe(models.dial(name, dials)));
            }
            default -> throw RequestRefusal.of(405, request.path() + " does not take " + method);
        };
    }

    /// Problem details according to RFC 9457.
    @Override
    public Response error(RequestRefusal refusal) {
        ObjectNode body = Json.newObject()
                .put("type", "/problems/simulator")
                .put("title", "The simulator refuses this")
                .put("status", refusal.status())
                .put("detail", refusal.param() == null ? refusal.message() : refusal.param() + " " + refusal.message());
        if (refusal.param() != null) {
            body.putArray("errors")
                    .addObject()
                    .put("pointer", "/" + refusal.param().replace('.', '/'))
                    .put("message", refusal.message());
        }
        return Json.response(refusal.status(), body).with("content-type", "application/problem+json");
    }

    private static ObjectNode describe(SimulatedModel model) {
        ObjectNode node = Json.newObject().put("model", model.name());
        node.setAll(DialsReader.write(model.dials()));
        Tally tally = model.tally();
        node.putObject("counters")
                .put("calls", tally.calls())
                .put("inFlight", tally.inFlight())
                .put("streams", tally.streams())
                .put("cancelled", tally.cancelled())
                .put("failed", tally.failed())
                .put("cut", tally.cut())
                .put("malformed", tally.malformed());
        return node;
    }

    private Response calls(String name, int limit) {
        ObjectNode body = Json.newObject();
        ArrayNode items = body.putArray("items");
        for (RecordedCall call : models.recorded(name, limit)) {
            ObjectNode item = items.addObject()
                    .put("at", call.at().toString())
                    .put("method", call.method())
                    .put("path", call.path())
                    .put("credentialSha256", call.credentialSha256())
                    .put("body", call.body())
                    .put("bodyBytes", call.bodyBytes())
                    .put("truncated", call.isTruncated());
            ArrayNode headers = item.putArray("headers");
            call.headers().forEach(headers::add);
        }
        return Json.response(200, body);
    }

    private static int limit(Request request) {
        String given = request.queryParameter("limit").orElse(Integer.toString(USUAL_LIMIT));
        if (!given.matches("[1-9][0-9]{0,2}") || Integer.parseInt(given) > MOST) {
            throw RequestRefusal.badField("limit", "must be an integer from 1 to " + MOST);
        }
        return Integer.parseInt(given);
    }
}
