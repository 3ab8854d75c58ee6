package io.plumbline.monitoring.otlp;

import io.plumbline.kit.openapi.ErrorResponses;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/// Describes the errors of OTLP's paths as [OtlpProblemRenderer] writes them.
@Component
@Order(0)
final class OtlpErrorDescription implements GlobalOpenApiCustomizer {

    private static final String SCHEMA = "OtlpStatus";

    @Override
    public void customise(OpenAPI description) {
        description.getComponents().addSchemas(SCHEMA, schema());
        description.getPaths().forEach((path, item) -> {
            if (path.equals(OtlpProblemRenderer.TRACES) || path.equals(OtlpProblemRenderer.METRICS)) {
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
        return ErrorResponses.object("code", "message")
                .description("A google.rpc.Status. It has the request's encoding.")
                .addProperty("code", new Schema<Integer>().type("integer").description("The code of gRPC"))
                .addProperty("message", ErrorResponses.string("The cause of the error and how to solve it"));
    }
}
