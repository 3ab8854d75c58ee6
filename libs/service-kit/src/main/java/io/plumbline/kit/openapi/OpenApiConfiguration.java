package io.plumbline.kit.openapi;

import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/// Describes the service at `/v3/api-docs`: each operation says in `x-permission` what it asks of its caller.
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

    public static final String PERMISSION = "x-permission";

    static {
        // Free JSON, not the properties of the class that holds it.
        SpringDocUtils.getConfig().replaceWithSchema(JsonNode.class, new Schema<>());
    }

    @Bean
    OpenAPI openApi(ServiceProperties service) {
        return new OpenAPI()
                .info(new Info()
                        .title("Plumbline " + service.service() + "-service")
                        .version("1")
                        .description("Errors are problem details (RFC 9457); lists are paged by cursor."))
                .servers(List.of())
                .components(new Components()
                        .addSecuritySchemes(
                                "bearer",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An API key (plk_…) or a token of governance-service")))
                .addSecurityItem(new SecurityRequirement().addList("bearer"));
    }

    @Bean
    OperationCustomizer permissionsOfOperations() {
        return (operation, handler) -> {
            RequiresPermission required = handler.getMethodAnnotation(RequiresPermission.class);
            if (required != null) {
                operation.addExtension(PERMISSION, required.value().code());
            } else if (handler.hasMethodAnnotation(OpenToAll.class)) {
                operation.setSecurity(List.of());
            }
            operation
                    .getResponses()
                    .addApiResponse(
                            "default",
                            new ApiResponse()
                                    .description("A problem")
                                    .content(new Content()
                                            .addMediaType(
                                                    "application/problem+json",
                                                    new MediaType().schema(new Schema<>().type("object")))));
            return operation;
        };
    }
}
