package io.plumbline.standalone.reference;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.plumbline.testkit.ReferencePage;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

class ConfigurationReferenceTest {

    private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put("io.plumbline.kit.", "All services");
        SECTIONS.put("io.plumbline.governance.", "governance");
        SECTIONS.put("io.plumbline.registry.", "registry");
        SECTIONS.put("io.plumbline.gateway.", "gateway");
        SECTIONS.put("io.plumbline.eval.", "eval");
        SECTIONS.put("io.plumbline.monitoring.", "monitoring");
        SECTIONS.put("io.plumbline.console.", "console");
    }

    @Test
    void isDocumentedAsItIs() {
        StringBuilder text = new StringBuilder("""
                # Configuration

                Generated from the code. Set properties in any of Spring Boot's ways. The first of these takes precedence:

                - an argument of the service: `--plumbline.snapshots.max-staleness=30m`
                - an environment variable: `PLUMBLINE_SNAPSHOTS_MAXSTALENESS=30m` (replace dots with `_`, remove hyphens). Use this in
                  [containers](../guides/compose.md#settings)
                - a file named with `--spring.config.additional-location=file:/path/gateway.yml`, as in the examples of the guides

                `./plumbline up` and the containers' init write, and overwrite, a file with the required properties of each service. A
                service does not start if a required property is missing or a value is out of range. Write durations as `500ms`, `15m`,
                `24h` or `90d`, and sizes as `64MB`. Spring Boot's own properties also apply: `server.port` and `server.address` set
                where a service listens.
                """);
        SECTIONS.forEach((prefix, title) -> {
            String rows = rows(prefix);
            if (!rows.isEmpty()) {
                text.append("\n## ").append(title).append("\n\n| property | default | meaning |\n|---|---|---|\n");
                text.append(rows);
            }
        });
        ReferencePage.check("configuration.md", text.toString());
    }

    @Test
    void hasASectionForEach() {
        assertThat(ProductClasses.byName().filter(type -> type.isAnnotatedWith(ConfigurationProperties.class)))
                .isNotEmpty()
                .allMatch(type -> SECTIONS.keySet().stream().anyMatch(type.getName()::startsWith));
    }

    private static String rows(String packages) {
        StringBuilder rows = new StringBuilder();
        ProductClasses.byName()
                .filter(type -> type.getName().startsWith(packages))
                .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                .map(JavaClass::reflect)
                .forEach(type ->
                        append(type.getAnnotation(ConfigurationProperties.class).value(), type, rows));
        return rows.toString();
    }

    private static void append(String prefix, Class<?> type, StringBuilder rows) {
        Map<String, String> descriptions = SourceComments.of(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + kebab(component.getName());
            Type value = component.getGenericType();
            if (value instanceof ParameterizedType many) {
                boolean list = Collection.class.isAssignableFrom((Class<?>) many.getRawType());
                name += list ? "[n]" : ".<name>";
                value = many.getActualTypeArguments()[list ? 0 : 1];
            }
            if (value instanceof Class<?> nested && nested.isRecord()) {
                append(name, nested, rows);
            } else {
                String description = descriptions.get(component.getName());
                assertThat(description).as("@param of %s", name).isNotNull();
                rows.append("| `%s` | %s | %s%s |\n"
                        .formatted(name, defaultOf(type, component), inKebab(description, type), choicesOf(component)));
            }
        }
    }

    /// Other properties of the same record, which the source calls by their Java names.
    private static String inKebab(String description, Class<?> type) {
        String text = description;
        for (RecordComponent other : type.getRecordComponents()) {
            text = text.replace("`" + other.getName() + "`", "`" + kebab(other.getName()) + "`");
        }
        return text;
    }

    private static String defaultOf(Class<?> type, RecordComponent component) {
        Parameter parameter = Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
                .filter(candidate -> candidate.getName().equals(component.getName()))
                .findFirst()
                .orElseThrow();
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        if (value != null) {
            return value.value().length == 0 ? "none" : "`" + String.join(",", value.value()) + "`";
        }
        boolean required = parameter.isAnnotationPresent(NotBlank.class)
                || parameter.isAnnotationPresent(NotNull.class)
                || parameter.isAnnotationPresent(NotEmpty.class);
        return required ? "required" : "none";
    }

    private static String choicesOf(RecordComponent component) {
        Object[] choices = component.getType().getEnumConstants();
        return choices == null
                ? ""
                : Arrays.stream(choices).map("`%s`"::formatted).collect(joining(" or ", ": ", ""));
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
