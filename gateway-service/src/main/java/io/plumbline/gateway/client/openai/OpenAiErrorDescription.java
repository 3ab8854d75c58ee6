package io.plumbline.gateway.client.openai;

import io.plumbline.kit.openapi.ErrorResponses;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Describes the errors of `/v1` as [OpenAiProblemRenderer] writes them.
@Component
@Order(0)
final class OpenAiErrorDescription implements GlobalOpenApiCustomizer {

    private static final String SCHEMA = "OpenAiError";

    @Override
    public void customise(OpenAPI description) {
        description.getComponents().addSchemas(SCHEMA, schema());
        description.getPaths().forEach((path, item) -> {
            if (path.startsWith(OpenAiProblemRenderer.PATHS)) {
                item.readOperations()
                        .forEach(operation -> operation
                                .getResponses()
                                .addApiResponse(
                                        "default",
                                        ErrorResponses.of("Error", MediaType.APPLICATION_JSON_VALUE, SCHEMA)));
            }
        });
    }

    private static Schema<?> schema() {
        Schema<?> error = ErrorResponses.object("message", "type", "param", "code")
                .addProperty("message", ErrorResponses.string("The cause of the error and how to solve it"))
                .addProperty("type", ErrorResponses.string("The type of error, as OpenAI names it"))
                .addProperty("param", ErrorResponses.optional("The invalid field in the request body"))
                .addProperty("code", ErrorResponses.optional("The exact error"));
        return ErrorResponses.object("error").addProperty("error", error);
    }
}
