package io.plumbline.registry.mlflow;

import io.plumbline.kit.openapi.ErrorResponses;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Describes the errors of MLflow's paths as [MlflowProblemRenderer] writes them.
@Component
@Order(0)
final class MlflowErrorDescription implements GlobalOpenApiCustomizer {

    private static final String SCHEMA = "MlflowError";

    @Override
    public void customise(OpenAPI description) {
        description.getComponents().addSchemas(SCHEMA, schema());
        description.getPaths().forEach((path, item) -> {
            if (path.startsWith(MlflowProblemRenderer.PATHS)) {
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
        return ErrorResponses.object("error_code", "message")
                .addProperty("error_code", ErrorResponses.string("MLflow's code of the error"))
                .addProperty("message", ErrorResponses.string("The cause of the error and how to solve it"));
    }
}
