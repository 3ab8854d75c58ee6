package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Serves stored responses to the credential that created them.
@RestController
@RequestMapping("/v1/responses/{id}")
class StoredResponseController {

    private static final int MOST = 100;

    private final StoredResponses stored;

    StoredResponseController(StoredResponses stored) {
        this.stored = stored;
    }

    @Operation(
            summary = "Get a response stored by this credential. Placeholders replace redacted values.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The response",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"))))
    @GetMapping
    @RequiresPermission(Permission.INFERENCE_CALL)
    void retrieveResponse(
            @PathVariable String id, @RequestParam(defaultValue = "false") boolean stream, HttpServletResponse response)
            throws IOException {
        if (stream) {
            throw InvalidCalls.at("stream", "must not be true: a stored response does not stream");
        }
        write(stored.response(id, Callers.current()), response);
    }

    @Operation(
            summary = "Delete a response stored by this credential. Later requests cannot continue from it.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "Confirms the deletion",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"))))
    @DeleteMapping
    @RequiresPermission(Permission.INFERENCE_CALL)
    void deleteResponse(@PathVariable String id, HttpServletResponse response) throws IOException {
        stored.delete(id, Callers.current());
        write(WireJson.newObject().put("id", id).put("object", "response").put("deleted", true), response);
    }

    /// Lists the input items, newest first unless the client requests another order, as OpenAI does.
    ///
    /// @param after id of the item after which the list begins
    @Operation(
            summary = "List the input items of a response stored by this credential.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The input items",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"))))
    @GetMapping("/input_items")
    @RequiresPermission(Permission.INFERENCE_CALL)
    void listInputItems(
            @PathVariable String id,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(defaultValue = "desc") String order,
            @RequestParam(required = false) @Nullable String after,
            HttpServletResponse response)
            throws IOException {
        if (limit < 1 || limit > MOST) {
            throw InvalidCalls.at("limit", "must be 1 to " + MOST);
        }
        if (!order.equals("asc") && !order.equals("desc")) {
            throw InvalidCalls.at("order", "must be asc or desc");
        }
        ArrayNode items = new StoredItems(id.replace("resp_", "")).of(stored.input(id, Callers.current()));
        write(page(items, limit, order.equals("desc"), after), response);
    }

    private static ObjectNode page(ArrayNode items, int limit, boolean newestFirst, @Nullable String after) {
        ObjectNode page = WireJson.newObject().put("object", "list");
        ArrayNode data = page.putArray("data");
        boolean begun = after == null;
        boolean more = false;
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(newestFirst ? items.size() - 1 - i : i);
            if (!begun) {
                begun = item.path("id").asString().equals(after);
            } else if (data.size() < limit) {
                data.add(item);
            } else {
                more = true;
            }
        }
        page.set("first_id", data.path(0).path("id").isString() ? data.path(0).path("id") : page.nullNode());
        page.set(
                "last_id",
                data.isEmpty() ? page.nullNode() : data.path(data.size() - 1).path("id"));
        return page.put("has_more", more);
    }

    private static void write(ObjectNode body, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(WireJson.bytes(body));
    }
}
