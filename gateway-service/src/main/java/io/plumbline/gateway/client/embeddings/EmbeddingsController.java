package io.plumbline.gateway.client.embeddings;

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
class EmbeddingsController implements DirectEndpoint {

    private static final String PATH = "/v1/embeddings";

    private final CallIntake calls;
    private final Surface surface = new EmbeddingsSurface();

    EmbeddingsController(CallIntake calls) {
        this.calls = calls;
    }

    @Operation(
            summary = "Create embeddings in OpenAI's format, of one text or a batch, as numbers or base64.",
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
                            description = "The embeddings",
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(type = "object"))))
    @PostMapping(PATH)
    @RequiresPermission(Permission.INFERENCE_CALL)
    void embed(HttpServletRequest request, HttpServletResponse response) {
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
