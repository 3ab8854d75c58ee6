package io.plumbline.gateway.client.anthropic;

import io.plumbline.kit.openapi.ErrorResponses;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Describes the errors of `/v1/messages` as [AnthropicProblemRenderer] writes them. Runs after the description
/// of the other errors of `/v1`.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class AnthropicErrorDescription implements GlobalOpenApiCustomizer {

    private static final String SCHEMA = "AnthropicError";

    @Override
    public void customise(OpenAPI description) {
        description.getComponents().addSchemas(SCHEMA, schema());
        description.getPaths().forEach((path, item) -> {
            if (path.startsWith(AnthropicProblemRenderer.PATH)) {
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
        Schema<?> error = ErrorResponses.object("type", "message")
                .addProperty("type", ErrorResponses.string("The type of error, as Anthropic names it"))
                .addProperty("message", ErrorResponses.string("The cause of the error and how to solve it"))
                .addProperty("code", ErrorResponses.string("The exact error"))
                .addProperty("param", ErrorResponses.string("The invalid field in the request body"));
        return ErrorResponses.object("type", "error")
                .addProperty("type", ErrorResponses.string("Always `error`"))
                .addProperty("error", error)
                .addProperty(
                        "request_id", ErrorResponses.string("The ID of the request, as in the header `request-id`"));
    }
}
