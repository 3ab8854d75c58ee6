package io.plumbline.eval.gate;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GateEventController {

    private final GateEvents events;

    GateEventController(GateEvents events) {
        this.events = events;
    }

    /// Streams the progress of a gate as server-sent events: `progress` with the state of its run, at once and on
    /// every change, and `end` with the gate once it has ended. Comments keep the connection alive.
    @GetMapping("/api/v1/gates/{id}/events")
    @RequiresPermission(Permission.GATE_READ)
    @ApiResponse(
            responseCode = "200",
            description = "Server-sent events until the gate finishes.",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    void events(@PathVariable UUID id, HttpServletResponse response) {
        events.write(id, response);
    }
}
