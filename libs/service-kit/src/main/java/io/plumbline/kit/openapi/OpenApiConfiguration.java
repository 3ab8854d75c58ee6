package io.plumbline.kit.openapi;

import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.security.HandlerPermission;
import io.plumbline.kit.security.OpenToAll;
import io.plumbline.kit.web.IdempotencyKeys;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/// Serves the OpenAPI description at `/v3/api-docs`. The extension `x-permission` of each operation names the
/// required permission.
@Configuration(proxyBeanMethods = false)
@Import(DocsPage.class)
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
                        .description("Errors are problem details (RFC 9457). Lists use cursor pagination."))
                // Wherever it was read from. Without one, springdoc repeats the Host header.
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSchemas(ErrorResponses.PROBLEM, ErrorResponses.problem())
                        .addSecuritySchemes(
                                "bearer",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description(
                                                "An API key (`plk_…`) or an access token from governance-service.")))
                .addSecurityItem(new SecurityRequirement().addList("bearer"));
    }

    @Bean
    OperationCustomizer permissionsOfOperations() {
        return (operation, handler) -> {
            HandlerPermission required = HandlerPermission.of(handler);
            if (required != null) {
                operation.addExtension(PERMISSION, required.permission().code());
            } else if (handler.hasMethodAnnotation(OpenToAll.class)) {
                operation.setSecurity(List.of());
            }
            ApiResponses responses = operation.getResponses();
            if (handler.hasMethodAnnotation(MayCreate.class)) {
                ApiResponse made = Objects.requireNonNull(responses.get("200"), "a response with status 200");
                responses.addApiResponse(
                        "201", new ApiResponse().description("Created").content(made.getContent()));
            }
            responses.addApiResponse(
                    "default",
                    ErrorResponses.of("Error", MediaType.APPLICATION_PROBLEM_JSON_VALUE, ErrorResponses.PROBLEM));
            return operation;
        };
    }

    /// Groups operations by the resource in their path, instead of by the name of a class.
    @Bean
    GlobalOpenApiCustomizer resourcesAsTags() {
        return description -> description
                .getPaths()
                .forEach((path, item) ->
                        item.readOperations().forEach(operation -> operation.setTags(List.of(resourceOf(path)))));
    }

    private static String resourceOf(String path) {
        String[] segments = path.substring(1).split("/", -1);
        return switch (segments[0]) {
            case "api" -> segments[2];
            case "v1" -> segments[1];
            default -> segments[0];
        };
    }

    @Bean
    GlobalOpenApiCustomizer idempotencyOfPosts() {
        return description -> description.getPaths().forEach((path, item) -> {
            if (item.getPost() != null && path.startsWith(IdempotencyKeys.PATHS)) {
                item.getPost()
                        .addParametersItem(new HeaderParameter()
                                .name(IdempotencyKeys.HEADER)
                                .description(
                                        "Makes the request safe to retry: for 24 hours, the same key returns the first successful response.")
                                .schema(ErrorResponses.typed("string").maxLength(IdempotencyKeys.MAX_KEY_LENGTH)));
            }
        });
    }
}
