package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.pipeline.CallIntake;
import io.plumbline.kit.security.DirectEndpoint;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.RequestIds;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Anthropic's surface.
@RestController
@RequestMapping(MessagesController.PATH)
class MessagesController implements DirectEndpoint {

    static final String PATH = "/v1/messages";

    private final CallIntake calls;
    private final Surface messages = new MessagesSurface(Operation.CHAT);
    private final Surface counting = new MessagesSurface(Operation.COUNT_TOKENS);

    MessagesController(CallIntake calls) {
        this.calls = calls;
    }

    @io.swagger.v3.oas.annotations.Operation(
            summary = "Create a message in Anthropic's format. The guide describes the field plumbline.",
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
                            description = "The message, as server-sent events if the request sets stream",
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(type = "object")),
                                @Content(
                                        mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                                        schema = @Schema(type = "string"))
                            }))
    @PostMapping
    @RequiresPermission(Permission.INFERENCE_CALL)
    void create(HttpServletRequest request, HttpServletResponse response) {
        serve(request, response);
    }

    @io.swagger.v3.oas.annotations.Operation(
            summary = "Count the tokens of a message. Anthropic's count if it is the provider, otherwise an estimate.",
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
                            description = "The number of tokens, in input_tokens",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"))))
    @PostMapping("/count_tokens")
    @RequiresPermission(Permission.INFERENCE_CALL)
    void countTokens(HttpServletRequest request, HttpServletResponse response) {
        serve(counting, request, response);
    }

    /// Sets `request-id`, in which Anthropic's clients read the ID of a request.
    private void serve(Surface surface, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("request-id", response.getHeader(RequestIds.HEADER));
        calls.serve(surface, request, response);
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
        serve(messages, request, response);
    }
}
