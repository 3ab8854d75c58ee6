package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.GenericTypeResolver;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Finds types with the same name in an OpenAPI description. Schemas are named after classes without their
/// packages; one of the types would be shown in place of the other.
final class SchemaNames implements ModelConverter {

    private final Map<String, Set<String>> types = new HashMap<>();

    private SchemaNames() {}

    static void check(ServiceUnderTest service) {
        SchemaNames names = new SchemaNames();
        ModelConverters converters = ModelConverters.getInstance(true);
        converters.addConverter(names);
        try {
            service.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                    .getHandlerMethods()
                    .values()
                    .forEach(handler -> names.read(handler, converters));
        } finally {
            converters.removeConverter(names);
        }
        assertThat(names.types).as("types in the description").isNotEmpty();
        assertThat(names.types.values())
                .as("types that share the name of a schema: rename one")
                .allSatisfy(types -> assertThat(types).hasSize(1));
    }

    private void read(HandlerMethod handler, ModelConverters converters) {
        if (!handler.getBeanType().getName().startsWith("io.plumbline.")) {
            return;
        }
        converters.readAll(resolved(handler.getMethod().getGenericReturnType(), handler));
        for (Parameter parameter : handler.getMethod().getParameters()) {
            if (parameter.isAnnotationPresent(RequestBody.class)) {
                converters.readAll(resolved(parameter.getParameterizedType(), handler));
            }
        }
    }

    /// Replaces type variables of inherited handlers.
    private static Type resolved(Type type, HandlerMethod handler) {
        return GenericTypeResolver.resolveType(type, handler.getBeanType());
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Class<?> raw = Json31.mapper().constructType(type.getType()).getRawClass();
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        String name = schema == null ? null : nameOf(schema);
        if (name != null && name.startsWith(raw.getSimpleName())) {
            types.computeIfAbsent(name, any -> new TreeSet<>()).add(raw.getName());
        }
        return schema;
    }

    private static @Nullable String nameOf(Schema<?> schema) {
        String reference = schema.get$ref();
        return reference == null ? schema.getName() : reference.substring(reference.lastIndexOf('/') + 1);
    }
}
