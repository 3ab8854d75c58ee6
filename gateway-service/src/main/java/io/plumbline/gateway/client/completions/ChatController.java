package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.pipeline.CallIntake;
import io.plumbline.kit.security.DirectEndpoint;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ChatController implements DirectEndpoint {

    private static final String PATH = "/v1/chat/completions";

    private final CallIntake calls;
    private final Surface surface = new ChatSurface();

    ChatController(CallIntake calls) {
        this.calls = calls;
    }

    @Operation(
            summary = "Create a chat completion in OpenAI's format. The guide describes the field plumbline.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"))),
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The completion, as server-sent events if the request sets stream",
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(type = "object")),
                                @Content(
                                        mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                                        schema = @Schema(type = "string"))
                            }))
    @PostMapping(PATH)
    @RequiresPermission(Permission.INFERENCE_CALL)
    void complete(HttpServletRequest request, HttpServletResponse response) {
        serve(request, response);
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Permission permission() {
        return Permission.INFERENCE_CALL;
    }

    @Override
    public void serve(HttpServletRequest request, HttpServletResponse response) {
        calls.serve(surface, request, response);
    }
}
